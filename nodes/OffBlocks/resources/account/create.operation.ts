import type { IDataObject } from 'n8n-workflow';
import { sameId } from '../../api/expected';
import { newThing } from '../../engine/answers';
import type { CallOperation } from '../../engine/Operation';
import { writeOptions } from '../../engine/sendingOptions';
import { readChoices } from '../../shared/choices';
import { currency } from '../../shared/currencies';
import { withText } from '../challenge';
import { chooseCustomer } from '../customer/fields';

/** `POST /customers/{customerId}/accounts`, answered with the account and the challenge that opens it. */
export const create: CallOperation = {
	kind: 'call',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an account',
		description:
			'Open a card account for an active customer. The response contains the challenge to sign. Once it is signed, the account becomes "active" by itself.',
	},
	fields: [
		chooseCustomer,
		{
			displayName: 'Currencies',
			name: 'currencies',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. EUR',
			description: 'ISO 4217 code. OffBlocks currently accepts one currency per account.',
		},
		writeOptions(),
	],
	subtitle: 'create: {customerId}',
	tool: 'Opens a card account for a customer: needs the customer ID (a UUID) and a currency. The response contains a challenge that the owner must sign. This has a real effect: do it only when asked to.',
	risk: 'create',
	prepare(parameters) {
		const customerId = parameters.id('customerId', 'Customer');
		const given = parameters.value('currencies');
		const currencies = [...readChoices('Currencies', given, currency, parameters)];
		if (!currencies.length) parameters.problem('Currencies is empty');
		return {
			request: {
				method: 'POST',
				path: `/customers/${customerId}/accounts`,
				body: { type: 'card_account', currencies },
				expects: newThing('account', (thing) => sameId(thing.customerId, customerId)),
			},
			idempotencyKey: parameters.idempotencyKey(),
			orderKey: customerId,
			toItems: (thing) => [withText(thing as IDataObject)],
		};
	},
};
