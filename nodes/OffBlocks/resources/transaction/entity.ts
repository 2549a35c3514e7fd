import type { Entity } from '../../engine/Entity';
import { amounts, anyOf, anyTyped, contains, dates } from '../../engine/list/filters';
import type { Listing } from '../../engine/list/listMany';
import { byDecimal, momentOrders } from '../../engine/list/order';
import { idField } from '../../engine/locator';
import { uuid } from '../../shared/choices';
import { countryOptions, readCountry } from '../../shared/countries';
import { currency } from '../../shared/currencies';
import { mcc } from '../../shared/mcc';
import { statusOptions } from '../../shared/states';
import { countryOf, mccOf, merchantOf } from '../payment';
import { transactionShape } from './shape';
import { DIRECTIONS, TRANSACTION_STATUSES, type Transaction } from './transaction';

export const transaction: Entity = {
	noun: 'transaction',
	plural: 'transactions',
	one: 'a transaction',
	path: '/transactions',
	idField: 'transactionId',
	label: 'Transaction ID',
	choose: [
		// The API lists transactions of one card or account only, so there is no picker.
		idField('Transaction ID', 'transactionId', 'The ID shown by Get Many, or in a trigger event'),
	],
	shape: transactionShape,
};

/** How lists of transactions can be narrowed down and sorted; the trigger has the same filters, by the same names. */
export const transactionListing: Listing<Transaction> = {
	entity: transaction,
	filters: [
		anyOf('Statuses', 'statuses', statusOptions(TRANSACTION_STATUSES), ({ status }) => status),
		anyOf(
			'Directions',
			'directions',
			DIRECTIONS,
			({ direction }) => direction,
			'Debit is money going out, credit is money coming in',
		),
		contains(
			'Merchant Contains',
			'merchantContains',
			(payment) => merchantOf(payment).name,
			'e.g. Market',
		),
		anyTyped(
			'MCC Codes',
			'mccCodes',
			mcc,
			mccOf,
			'e.g. 5411, 0742',
			'Any of these four-digit merchant category codes, separated by commas',
		),
		anyOf(
			'Merchant Countries',
			'merchantCountries',
			countryOptions,
			countryOf,
			"The merchant's country",
			readCountry,
		),
		anyTyped(
			'Currencies',
			'currencies',
			currency,
			(payment) => payment.currency,
			'e.g. EUR, GBP',
			"Any of these ISO 4217 codes, separated by commas. Amounts are in the account's currency.",
		),
		...amounts<Transaction>('Amount', 'amount', ({ amount }) => amount),
		anyTyped(
			'Card IDs',
			'cardIds',
			uuid,
			({ cardId }) => cardId?.toLowerCase(),
			'e.g. 123e4567-e89b-12d3-a456-426614174000',
		),
		...dates<Transaction>('Created', 'created', ({ createdAt }) => createdAt, 'Payments made'),
	],
	orders: [
		...momentOrders('Created', 'created', 'createdAt'),
		{
			name: 'Amount: Largest First',
			value: 'amountDescending',
			order: () => byDecimal('amount', -1),
		},
		{
			name: 'Amount: Smallest First',
			value: 'amountAscending',
			order: () => byDecimal('amount', 1),
		},
	],
};
