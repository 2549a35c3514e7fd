import type { IDataObject } from 'n8n-workflow';
import { newThing } from '../../engine/answers';
import type { CallOperation } from '../../engine/Operation';
import { writeOptions } from '../../engine/sendingOptions';
import { plainText } from '../../shared/values';
import { CAIP_10_EXAMPLE, readCaip10 } from '../caip';
import { withText } from '../challenge';

/** `POST /customers`, answered with the customer and the challenge that its owner has to sign. */
export const create: CallOperation = {
	kind: 'call',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a customer',
		description:
			'Register a customer by wallet. The response contains the challenge to sign. Once it is signed, the customer is verified.',
	},
	fields: [
		{
			displayName: 'Chain ID',
			name: 'chainId',
			type: 'string',
			required: true,
			default: '',
			placeholder: `e.g. ${CAIP_10_EXAMPLE}`,
			description: "The customer's wallet in CAIP-10 format: namespace, chain and address",
		},
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. HR-1024',
			description: 'Your own ID for this customer',
		},
		writeOptions(),
	],
	subtitle: 'create: customer',
	tool: 'Registers a new customer: needs the wallet as a CAIP-10 chain ID and your own external ID. The response contains a challenge that the owner of the wallet must sign. This has a real effect: do it only when asked to.',
	risk: 'create',
	prepare(parameters) {
		const chainId = readCaip10(parameters, 'chainId', 'Chain ID');
		const externalId = plainText(parameters.value('externalId'));
		if (!externalId) parameters.problem('External ID is empty');
		return {
			request: {
				method: 'POST',
				path: '/customers',
				body: { chainId, externalId },
				expects: newThing('customer', (thing) => thing.externalId === externalId),
			},
			idempotencyKey: parameters.idempotencyKey(),
			toItems: (thing) => [withText(thing as IDataObject)],
		};
	},
};
