import type { CardOperation } from '../../engine/Operation';
import { accountField, showFor } from './fields';
import { listFields, prepareList } from './list/prepareList';

/** `GET /accounts/{accountId}/cards` */
export const getAllByAccount: CardOperation = {
	option: {
		name: 'Get Many by Account',
		value: 'getAllByAccount',
		action: 'Get many cards by account',
		description: 'Read the cards of one account',
	},
	fields: showFor(['getAllByAccount'], [accountField, ...listFields]),
	prepare(parameters) {
		const accountId = parameters.id('accountId', 'Account');
		return prepareList(parameters, `/accounts/${accountId}/cards`);
	},
};
