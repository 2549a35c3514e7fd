import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readAmountRange } from '../../shared/amountRange';
import type { Calendar } from '../../shared/Calendar';
import { oneOf, readChoices, type ReadChoice } from '../../shared/choices';
import { compareMoments, momentOf } from '../../shared/timestamps';
import { containing, plainText } from '../../shared/values';
import { CollectionParameters } from '../CollectionParameters';
import type { Parameters } from '../ItemParameters';

/** Whether a thing of a list is wanted. */
export type Test<Thing> = (thing: Thing) => boolean;

/** What a filter is read with. */
export interface FilterScene {
	filled: CollectionParameters;
	/** Of the workflow's time zone, asked for only where a filter needs it. */
	calendar(): Calendar;
	/** Unix milliseconds; one moment for the whole list. */
	now: number;
	/** Takes what is wrong. */
	parameters: Parameters;
}

/** One thing to narrow a list down by. */
export interface Filter<Thing> {
	field: INodeProperties;
	/** The test that an item asks for, undefined where the field is not filled in. */
	read(scene: FilterScene): Test<Thing> | undefined;
}

type ValueOf<Thing> = (thing: Thing) => unknown;

/** Part of a text, in any case. */
export function contains<Thing>(
	displayName: string,
	name: string,
	valueOf: ValueOf<Thing>,
	placeholder: string,
): Filter<Thing> {
	return {
		field: {
			displayName,
			name,
			type: 'string',
			default: '',
			placeholder,
			description: 'Part of the text (not case-sensitive)',
		},
		read({ filled }) {
			const wanted = filled.text(name);
			const isIn = containing(wanted);
			return wanted ? (thing) => isIn(valueOf(thing)) : undefined;
		},
	};
}

/** Any of some values that the editor lists; `read` reads one as a person or an expression writes it. */
export function anyOf<Thing>(
	displayName: string,
	name: string,
	options: ReadonlyArray<{ name: string; value: string }>,
	valueOf: ValueOf<Thing>,
	description = 'Any of these',
	read: ReadChoice = oneOf(options),
): Filter<Thing> {
	return {
		field: {
			displayName,
			name,
			type: 'multiOptions',
			options: [...options],
			default: [],
			description,
		},
		read({ filled, parameters }) {
			const wanted = readChoices(displayName, filled.value(name), read, parameters);
			return wanted.size
				? (thing) => textsOf(valueOf(thing)).some((text) => wanted.has(text))
				: undefined;
		},
	};
}

/** Any of some values that are typed, e.g. ids: text with commas, or a list. */
export function anyTyped<Thing>(
	displayName: string,
	name: string,
	read: ReadChoice,
	valueOf: ValueOf<Thing>,
	placeholder: string,
	description = 'Any of these, separated by commas',
): Filter<Thing> {
	return {
		field: { displayName, name, type: 'string', default: '', placeholder, description },
		read({ filled, parameters }) {
			const wanted = readChoices(displayName, filled.value(name), read, parameters);
			return wanted.size
				? (thing) => textsOf(valueOf(thing)).some((text) => wanted.has(text))
				: undefined;
		},
	};
}

/** A pair of filters on a timestamp: `createdAt` gives `createdAfter` and `createdBefore`. */
export function dates<Thing>(
	label: string,
	prefix: string,
	valueOf: ValueOf<Thing>,
	what: string,
): Array<Filter<Thing>> {
	const bound = (word: string, sign: 1 | -1, comparative: string): Filter<Thing> => ({
		field: dateField(`${label} ${word}`, prefix + word, `${what} ${comparative} than this`),
		read({ filled, calendar }) {
			const moment = filled.moment(prefix + word, calendar);
			return moment && ((thing) => sign * compareMoments(momentOf(valueOf(thing)), moment) > 0);
		},
	});
	return [bound('After', 1, 'later'), bound('Before', -1, 'earlier')];
}

export function dateField(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'dateTime',
		default: '',
		description: `${description}. In the workflow's time zone, unless the value includes its own.`,
	};
}

/** A pair of bounds on an amount, compared as decimals: `amount` gives `amountAtLeast` and `amountAtMost`. */
export function amounts<Thing>(
	label: string,
	prefix: string,
	valueOf: ValueOf<Thing>,
): Array<Filter<Thing>> {
	const [atLeast, atMost] = [`${prefix}AtLeast`, `${prefix}AtMost`];
	return [
		{
			field: amountField(`${label} At Least`, atLeast),
			read({ filled, parameters }) {
				const given = { atLeast: filled.text(atLeast), atMost: filled.text(atMost) };
				const isInRange = readAmountRange(label, given, parameters);
				return isInRange && ((thing) => isInRange(valueOf(thing)));
			},
		},
		// Read along with the other one, which it must fit.
		{ field: amountField(`${label} At Most`, atMost), read: () => undefined },
	];
}

function amountField(displayName: string, name: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. 20.50',
		description: 'A decimal number, compared exactly, whatever the currency',
	};
}

/** The field Filters of a list. OffBlocks has no filters: a list is filtered as it arrives. */
export function filtersField<Thing>(
	filters: ReadonlyArray<Filter<Thing>>,
	plural: string,
): INodeProperties {
	const fields = filters.map(({ field }) => field);
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: `Return only ${plural} that match all of these filters`,
		options: fields.sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
	};
}

/**
 * The filters of an item as one test, undefined where there are none.
 *
 * @param now Unix milliseconds
 */
export function readFilters<Thing = IDataObject>(
	parameters: Parameters,
	filters: ReadonlyArray<Filter<Thing>>,
	plural: string,
	now = Date.now(),
): Test<Thing> | undefined {
	const fields = filters.map(({ field }) => field);
	const filled = new CollectionParameters(parameters, 'filters', fields, plural);
	let calendar: Calendar | undefined;
	const scene: FilterScene = {
		filled,
		calendar: () => (calendar ??= parameters.calendar()),
		now,
		parameters,
	};
	const tests = filters.map((filter) => filter.read(scene)).filter((test) => test !== undefined);
	return tests.length ? (thing) => tests.every((test) => test(thing)) : undefined;
}

/** Of a thing with several values any may fit. */
function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.map(plainText) : [plainText(value)];
}
