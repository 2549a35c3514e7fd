import type { INodeProperties } from 'n8n-workflow';
import { countryOf, mccOf, merchantOf } from '../resources/payment';
import { DIRECTIONS } from '../resources/transaction/transaction';
import { readAmountRange } from '../shared/amountRange';
import { oneOf } from '../shared/choices';
import { countryOptions, readCountry } from '../shared/countries';
import { currency } from '../shared/currencies';
import { mcc } from '../shared/mcc';
import { containing, plainText } from '../shared/values';
import { CARD_TYPES, EVENT_TYPES, STATUSES, type EventType } from './eventTypes';
import { anyOf, each, ids, of, type EventFilter } from './filterKinds';

const PAYMENTS: EventType[] = ['authorisation.updated', 'transaction.updated'];

/** The filters, with the readers that the lists of the action node have. */
export const FILTERS: readonly EventFilter[] = [
	anyOf('Statuses', 'statuses', oneOf(STATUSES), of(EVENT_TYPES, 'status'), {
		type: 'multiOptions',
		default: [],
		options: STATUSES,
		description:
			'Start only for events with one of these statuses. This is the status that the event reports, which may have changed by the time it arrives ("latest" has the current one).',
	}),
	ids('Account IDs', 'accountIds', 'Add Account', {
		valueOf: {
			...of(['account.updated'], 'id'),
			...of(['card.updated', ...PAYMENTS], 'accountId'),
		},
		description: 'Start only for these accounts. Events about customers are not filtered.',
	}),
	ids('Card IDs', 'cardIds', 'Add Card', {
		valueOf: { ...of(['card.updated'], 'id'), ...of(PAYMENTS, 'cardId') },
		description:
			'Start only for these cards and payments made with them. Events without a card are not filtered.',
	}),
	ids('Customer IDs', 'customerIds', 'Add Customer', {
		valueOf: { ...of(['customer.updated'], 'id'), ...of(['account.updated'], 'customerId') },
		description:
			'Start only for these customers and their accounts. Events about cards and payments are not filtered.',
	}),
	anyOf('Card Types', 'cardTypes', oneOf(CARD_TYPES), of(['card.updated'], 'type'), {
		type: 'multiOptions',
		default: [],
		options: CARD_TYPES,
		description: 'Start only for cards of these types. Other events are not filtered.',
	}),
	{
		fields: [
			amountField('Amount At Least', 'amountAtLeast'),
			amountField('Amount At Most', 'amountAtMost'),
		],
		valueOf: of(PAYMENTS, 'amount'),
		read(given, problems) {
			const [atLeast, atMost] = ['amountAtLeast', 'amountAtMost'].map((name) =>
				textOf(given[name]),
			);
			const passes = readAmountRange('Amount', { atLeast, atMost }, problems);
			return passes && { passes };
		},
	},
	anyOf('Currencies', 'currencies', currency, of(PAYMENTS, 'currency'), {
		type: 'string',
		default: '',
		placeholder: 'e.g. EUR, GBP',
		description:
			"ISO 4217 codes of the account's currency, separated by commas. Only events about payments are filtered.",
	}),
	{
		fields: [
			{
				displayName: 'Merchant Contains',
				name: 'merchantContains',
				type: 'string',
				default: '',
				placeholder: 'e.g. Market',
				description:
					"Part of the merchant's name (not case-sensitive). Only events about payments are filtered.",
			},
		],
		valueOf: each(PAYMENTS, (payment) => merchantOf(payment).name),
		read(given) {
			const part = textOf(given.merchantContains);
			return part ? { passes: containing(part) } : undefined;
		},
	},
	anyOf('MCC Codes', 'mccCodes', mcc, each(PAYMENTS, mccOf), {
		type: 'string',
		default: '',
		placeholder: 'e.g. 5411, 0742',
		description:
			'Four-digit merchant category codes, separated by commas. Only events about payments are filtered.',
	}),
	anyOf('Merchant Countries', 'merchantCountries', readCountry, each(PAYMENTS, countryOf), {
		type: 'multiOptions',
		default: [],
		options: countryOptions,
		description: "The merchant's country. Only events about payments are filtered.",
	}),
	anyOf('Directions', 'directions', oneOf(DIRECTIONS), of(['transaction.updated'], 'direction'), {
		type: 'multiOptions',
		default: [],
		options: DIRECTIONS,
		description:
			'Debit is money going out, credit is money coming in. Only events about transactions are filtered.',
	}),
];

function amountField(displayName: string, name: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. 20.50',
		description:
			'A decimal number, compared exactly, whatever the currency. Only events about payments are filtered.',
	};
}

/** What is no text is shown as it is, to be refused. */
function textOf(value: unknown): string {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : plainText(value);
}
