import { listMany } from '../../engine/list/listMany';
import type { Resource } from '../../engine/Operation';
import { getOne } from '../../engine/plain';
import { chooseAccount } from '../account/fields';
import { chooseCard } from '../card/fields';
import { audit } from './audit.operation';
import { transaction, transactionListing } from './entity';
import { getAll } from './getAll.operation';
import { spending } from './spending.operation';

/** `GET /transactions/{transactionId}` */
const get = getOne(transaction, {
	description: 'Read one transaction: amount, direction, merchant, fees and blockchain details',
	tool: 'Reads one transaction by its ID (a UUID): status, amount, currency, direction, merchant, card ID and account ID. Changes nothing.',
});

/** `GET /accounts/{accountId}/transactions` */
const getAllByAccount = listMany(
	transactionListing,
	{
		name: 'Get Many by Account',
		value: 'getAllByAccount',
		action: 'Get many transactions by account',
		description: 'List the transactions of one account',
		tool: 'Lists the transactions of one account, by account ID (a UUID), with amount, direction, merchant and card ID. Changes nothing.',
		subtitle: 'get many: {accountId}',
	},
	{
		fields: [chooseAccount],
		path: (parameters) => `/accounts/${parameters.id('accountId', 'Account')}/transactions`,
	},
);

/** `GET /cards/{cardId}/transactions` */
const getAllByCard = listMany(
	transactionListing,
	{
		name: 'Get Many by Card',
		value: 'getAllByCard',
		action: 'Get many transactions by card',
		description: 'List the transactions of one card',
		tool: 'Lists the transactions of one payment card, by card ID (a UUID), with amount, direction and merchant. Changes nothing.',
		subtitle: 'get many: {cardId}',
	},
	{
		fields: chooseCard,
		path: (parameters) => `/cards/${parameters.id('cardId', 'Card')}/transactions`,
	},
);

export const transactionResource: Resource = {
	name: 'Transaction',
	plural: 'Transactions',
	value: 'transaction',
	operations: [audit, get, getAll, getAllByAccount, getAllByCard, spending],
	preset: getAll,
};
