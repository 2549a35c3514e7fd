import { listMany } from '../../engine/list/listMany';
import { deleteOne, getOne, patchOne } from '../../engine/plain';
import { card } from './entity';
import { accountField } from './fields';
import { cardListing } from './list/cardListing';

/** `GET /cards/{cardId}` */
export const get = getOne(card, {
	description: 'Read one card: its status, masked number, expiry and billing address',
	tool: 'Reads one payment card by its card ID (a UUID): holder name, status, network, masked number, expiry. Changes nothing.',
});

/** `GET /cards`. The API has no paging and no filters: it always answers with the whole list. */
export const getAll = listMany(cardListing, {
	description: 'List all cards in the programme',
	tool: 'Lists payment cards with card ID, holder name, status, network, masked number and expiry. Use it to find the ID of a card by its holder. Changes nothing.',
});

/** `GET /accounts/{accountId}/cards` */
export const getAllByAccount = listMany(
	cardListing,
	{
		name: 'Get Many by Account',
		value: 'getAllByAccount',
		action: 'Get many cards by account',
		description: 'List the cards of one account',
		tool: 'Lists the payment cards of one account, by account ID (a UUID). Changes nothing.',
		subtitle: 'get many: {accountId}',
	},
	{
		fields: [accountField],
		path: (parameters) => `/accounts/${parameters.id('accountId', 'Account')}/cards`,
	},
);

/** `PATCH /cards/{cardId}/activate` */
export const activate = patchOne(card, {
	name: 'Activate',
	value: 'activate',
	description: 'Unfreeze a card that was deactivated, so that it can be used again',
	tool: 'Unfreezes a payment card that was frozen (status "inactive"), by card ID (a UUID), so that it can be used again. Can be undone by freezing it.',
	risk: 'freeze',
});

/** `PATCH /cards/{cardId}/deactivate` */
export const deactivate = patchOne(card, {
	name: 'Deactivate',
	value: 'deactivate',
	description: 'Freeze an active card: it cannot be used until it is activated again',
	tool: 'Freezes an active payment card, by card ID (a UUID): it cannot be used until it is unfrozen. Can be undone.',
	risk: 'freeze',
});

/** `DELETE /cards/{cardId}` */
export const terminate = deleteOne(card, {
	name: 'Terminate',
	value: 'terminate',
	description: 'End a card permanently. This cannot be undone.',
	tool: 'Permanently ends a payment card, by card ID (a UUID). IRREVERSIBLE: never do this without an explicit instruction that names this card. To stop a card temporarily, freeze it instead.',
	notice:
		'This cannot be undone: a terminated card can never be used again. Pending holds can last up to 30 more days. To stop a card temporarily, use Deactivate.',
});
