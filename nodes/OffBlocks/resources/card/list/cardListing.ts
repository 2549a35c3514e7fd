import { anyOf, contains, dateField, dates, type Filter } from '../../../engine/list/filters';
import type { Listing } from '../../../engine/list/listMany';
import { byName, byText, momentOrders, type SortChoice } from '../../../engine/list/order';
import { countryOptions, readCountry } from '../../../shared/countries';
import { statusOptions } from '../../../shared/states';
import { plainNumber } from '../../../shared/values';
import { CARD_TYPES, NETWORKS, STATUSES, type Card } from '../card';
import { card } from '../entity';

const lastFour: Filter<Card> = {
	field: {
		displayName: 'Last Four Digits',
		name: 'lastFour',
		type: 'string',
		default: '',
		placeholder: 'e.g. 9871',
	},
	read({ filled, parameters }) {
		const digits = filled.text('lastFour');
		if (!digits) return undefined;
		// A number from a spreadsheet has lost its leading zeros.
		const wanted = digits.padStart(4, '0');
		if (!/^\d{4}$/.test(wanted)) parameters.problem('Last Four Digits must be four digits');
		return ({ maskedPan }) => typeof maskedPan === 'string' && maskedPan.endsWith(wanted);
	},
};

const expiresBefore: Filter<Card> = {
	field: dateField(
		'Expires Before',
		'expiresBefore',
		'Cards that expire before this date, including those already expired',
	),
	read({ filled, calendar }) {
		const moment = filled.moment('expiresBefore', calendar);
		return (
			moment && (({ expirationDate }) => calendar().monthEnd(expirationDate) <= moment.milliseconds)
		);
	},
};

const expiresWithinDays: Filter<Card> = {
	field: {
		displayName: 'Expires Within Days',
		name: 'expiresWithinDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description:
			'Cards that expire within this many days (today included) and have not expired yet. A card is valid until the end of its expiry month.',
	},
	read({ filled, now, calendar, parameters }) {
		const given = filled.value('expiresWithinDays');
		if (given === undefined) return undefined;
		const days = plainNumber(given);
		if (!Number.isInteger(days) || days < 0 || days > 36_500) {
			parameters.problem('Expires Within Days must be a whole number from 0 to 36500');
			return undefined;
		}
		const zoned = calendar();
		const latest = zoned.dayEnd(now, days);
		return ({ expirationDate }) => {
			const end = zoned.monthEnd(expirationDate);
			return end > now && end <= latest;
		};
	},
};

const filters: Array<Filter<Card>> = [
	anyOf('Statuses', 'statuses', statusOptions(STATUSES), ({ status }) => status),
	anyOf('Types', 'types', CARD_TYPES, ({ type }) => type),
	anyOf(
		'Networks',
		'networks',
		NETWORKS,
		({ network }) => network,
		'Cards still being issued have no network yet',
	),
	anyOf(
		'Billing Countries',
		'countries',
		countryOptions,
		({ billingAddress }) => upperCase(billingAddress?.country),
		'Country of the billing address',
		readCountry,
	),
	contains('Cardholder Name Contains', 'nameContains', ({ name }) => name, 'e.g. Carter'),
	lastFour,
	expiresBefore,
	expiresWithinDays,
	...dates<Card>('Created', 'created', ({ createdAt }) => createdAt, 'Cards created'),
	...dates<Card>('Updated', 'updated', ({ updatedAt }) => updatedAt, 'Cards changed'),
];

const orders: SortChoice[] = [
	...momentOrders('Created', 'created', 'createdAt'),
	{
		name: 'Expiry: Soonest First',
		value: 'expiryAscending',
		order: () => byText(({ expirationDate }) => yearFirst(expirationDate)),
	},
	{ name: 'Name: A to Z', value: 'nameAscending', order: () => byName('name') },
	...momentOrders('Updated', 'updated', 'updatedAt'),
];

/** How lists of cards can be narrowed down and sorted. */
export const cardListing: Listing<Card> = { entity: card, filters, orders };

/** `MM/YYYY` as `YYYYMM`, '' for what is none. */
function yearFirst(expiry: unknown): string {
	const match = typeof expiry === 'string' ? /^(\d\d)\/(\d{4})$/.exec(expiry) : null;
	return match ? match[2] + match[1] : '';
}

/** What is no text is as it is: one odd card must not end the list. */
function upperCase(value: unknown): unknown {
	return typeof value === 'string' ? value.toUpperCase() : value;
}
