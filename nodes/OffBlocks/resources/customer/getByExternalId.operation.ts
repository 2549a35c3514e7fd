import { ApiError } from '../../api/ApiError';
import { isObject, listOf } from '../../engine/answers';
import type { CallOperation } from '../../engine/Operation';
import { readOptions } from '../../engine/sendingOptions';
import { plainText } from '../../shared/values';

/** `GET /customers`, of which the one with an external ID is kept: the API has no such search. */
export const getByExternalId: CallOperation = {
	kind: 'call',
	option: {
		name: 'Get by External ID',
		value: 'getByExternalId',
		action: 'Get a customer by external ID',
		description: 'Find the customer with this external ID. It must match exactly.',
	},
	fields: [
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. HR-1024',
			description: 'Your own ID for this customer (case-sensitive)',
		},
		readOptions,
	],
	subtitle: 'get by external ID',
	tool: 'Finds one customer by your own external ID, which must match exactly: customer ID (a UUID), wallet, status. Changes nothing.',
	risk: 'read',
	prepare(parameters) {
		const externalId = plainText(parameters.value('externalId'));
		if (!externalId) parameters.problem('External ID is empty');
		return {
			request: { method: 'GET', path: '/customers' },
			list: {
				limit: 1,
				// An element that is no object is kept, so that `listOf` refuses the list.
				keep: (thing) => !isObject(thing) || thing.externalId === externalId,
			},
			toItems(answer) {
				const [found] = listOf(answer, 'customers');
				if (found) return [found];
				throw new ApiError(
					'notFound',
					`No customer has the external ID "${externalId.slice(0, 60)}"`,
					{},
					{
						advice:
							"Check the ID, which is case-sensitive, and that it belongs to the credential's environment: sandbox and production do not share customers.",
					},
				);
			},
		};
	},
};
