import type { INodeProperties } from 'n8n-workflow';
import { CARD_TYPES, NETWORKS, STATUSES, type Card } from '../card';
import { statusOptions } from '../../../shared/states';
import { Calendar } from '../audit';
import { compareMoments, momentOf, type Moment } from '../../../shared/timestamps';
import { oneOf, readChoices, type ReadChoice } from '../../../shared/choices';
import { countryOptions, readCountry } from '../../../shared/countries';
import { Filled } from '../../../engine/CollectionParameters';
import type { Parameters } from '../../../engine/ItemParameters';
import { plainNumber } from '../../../shared/values';

type Test = (card: Card) => boolean;

const date = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	description: `${description}. In the workflow's time zone, unless the value has one of its own.`,
});

const choice = (
	displayName: string,
	name: string,
	options: Array<{ name: string; value: string }>,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'multiOptions',
	options,
	default: [],
	description,
});

const STATUS_OPTIONS = statusOptions(STATUSES);
const TYPE_OPTIONS = [...CARD_TYPES];
const NETWORK_OPTIONS = [...NETWORKS];

/** What narrows a list of cards down. OffBlocks has no filters: the list is filtered as it arrives. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Which cards are wanted. A card must pass all filters.',
	options: [
		choice(
			'Billing Countries',
			'countries',
			countryOptions as Array<{ name: string; value: string }>,
			'Country of the billing address',
		),
		{
			displayName: 'Cardholder Name Contains',
			name: 'nameContains',
			type: 'string',
			default: '',
			placeholder: 'e.g. Carter',
			description: 'Part of the name, in any case',
		},
		date('Created After', 'createdAfter', 'Cards created later than this'),
		date('Created Before', 'createdBefore', 'Cards created earlier than this'),
		date(
			'Expires Before',
			'expiresBefore',
			'Cards whose last month ends before this, expired ones too',
		),
		{
			displayName: 'Expires Within Days',
			name: 'expiresWithinDays',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 30,
			description:
				'Cards that end within so many days, today included, and have not ended yet. A card is valid to the end of its last month.',
		},
		{
			displayName: 'Last Four Digits',
			name: 'lastFour',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9871',
		},
		choice('Networks', 'networks', NETWORK_OPTIONS, 'Cards that are still being issued have none'),
		choice('Statuses', 'statuses', STATUS_OPTIONS, 'Any of these'),
		choice('Types', 'types', TYPE_OPTIONS, 'Any of these'),
		date('Updated After', 'updatedAfter', 'Cards changed later than this'),
		date('Updated Before', 'updatedBefore', 'Cards changed earlier than this'),
	],
};

/**
 * The user's filters of an item as one test, undefined where there are none.
 *
 * @param now Unix milliseconds
 */
export function readFilters(parameters: Parameters, now: number): Test | undefined {
	const filled = new Filled(parameters, filtersField);
	const calendar = new Calendar(parameters.timezone());
	const anyOf = (
		name: string,
		read: ReadChoice,
		valueOf: (card: Card) => string | undefined,
	): Test | undefined => {
		const values = readChoices(filled.label(name), filled.value(name), read, parameters);
		return values.size ? (card) => values.has(valueOf(card) ?? '') : undefined;
	};
	const tests = [
		anyOf('statuses', oneOf(STATUS_OPTIONS), (card) => card.status),
		anyOf('types', oneOf(TYPE_OPTIONS), (card) => card.type),
		anyOf('networks', oneOf(NETWORK_OPTIONS), (card) => card.network),
		anyOf('countries', readCountry, (card) => card.billingAddress?.country?.toUpperCase()),
		nameContains(filled.text('nameContains')),
		lastFour(filled.text('lastFour'), parameters),
		expiresWithin(filled.value('expiresWithinDays'), now, calendar, parameters),
		...dates(filled, calendar),
	].filter((test) => test !== undefined);
	return tests.length ? (card) => tests.every((test) => test(card)) : undefined;
}

function nameContains(part: string): Test | undefined {
	const wanted = part.toLowerCase();
	return wanted ? ({ name }) => (name ?? '').toLowerCase().includes(wanted) : undefined;
}

function lastFour(digits: string, parameters: Parameters): Test | undefined {
	if (!digits) return undefined;
	// A number from a spreadsheet has lost its leading zeros.
	const wanted = digits.padStart(4, '0');
	if (!/^\d{4}$/.test(wanted)) parameters.problem('Last Four Digits must be four digits');
	return ({ maskedPan }) => maskedPan?.endsWith(wanted) === true;
}

function expiresWithin(
	given: unknown,
	now: number,
	calendar: Calendar,
	parameters: Parameters,
): Test | undefined {
	if (given === undefined) return undefined;
	const days = plainNumber(given);
	if (!Number.isInteger(days) || days < 0 || days > 36_500) {
		parameters.problem('Expires Within Days must be a whole number from 0 to 36500');
		return undefined;
	}
	const latest = calendar.dayEnd(now, days);
	return ({ expirationDate }) => {
		const end = calendar.monthEnd(expirationDate);
		return end > now && end <= latest;
	};
}

function dates(filled: Filled, calendar: Calendar): Array<Test | undefined> {
	const bound = (name: string, test: (bound: Moment) => Test): Test | undefined => {
		const moment = filled.moment(name, calendar);
		return moment && test(moment);
	};
	const after = (field: 'createdAt' | 'updatedAt') => (moment: Moment) => (card: Card) =>
		compareMoments(momentOf(card[field]), moment) > 0;
	const before = (field: 'createdAt' | 'updatedAt') => (moment: Moment) => (card: Card) =>
		compareMoments(momentOf(card[field]), moment) < 0;
	return [
		bound('createdAfter', after('createdAt')),
		bound('createdBefore', before('createdAt')),
		bound('updatedAfter', after('updatedAt')),
		bound('updatedBefore', before('updatedAt')),
		bound(
			'expiresBefore',
			({ milliseconds }) =>
				({ expirationDate }) =>
					calendar.monthEnd(expirationDate) <= milliseconds,
		),
	];
}
