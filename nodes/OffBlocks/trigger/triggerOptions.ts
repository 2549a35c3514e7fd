import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { oneOf, readChoices, type Problems } from '../shared/choices';
import { plainNumber } from '../shared/values';
import type { Delivery } from './delivery';
import { FILTERS } from './eventFilters';
import { EVENT_TYPES, KINDS, typesWithStatus, type EventType } from './eventTypes';
import { passesAll, type EventFilter, type Wish } from './filterKinds';
import { EVENTS, OPTIONS_ARE_TEXT } from './triggerFields';

/** The trigger's parameters. */
export interface TriggerOptions {
	events: ReadonlySet<EventType>;
	/** By filter, those that are filled in. */
	wishes: ReadonlyMap<EventFilter, Wish>;
	confirmWithApi: boolean;
	requireSignature: boolean;
	/** Seconds. */
	signatureMaxAge: number;
}

/** Seconds. OffBlocks sends an event again for 24 hours, perhaps with its first signature. */
export const DEFAULT_SIGNATURE_MAX_AGE = 90_000;

const eventType = oneOf(EVENTS);

const FIELDS = FILTERS.flatMap(({ fields }) => fields);

/**
 * Reads the trigger's parameters, and what is wrong with them: a filter that can never match would have each
 * event answered with 200 and dropped.
 */
export function readOptions(context: IHookFunctions | IWebhookFunctions): {
	options: TriggerOptions;
	problems: string[];
} {
	const problems: string[] = [];
	const gathering = { problem: (sentence: string) => problems.push(sentence) };
	// What the two contexts have in common is not in one type.
	const parameter = (name: string, fallback: unknown): unknown =>
		(context as IHookFunctions).getNodeParameter(name, fallback);

	const given = (parameter('options', {}) ?? {}) as IDataObject;
	// n8n takes the text of an expression for a collection, and finds none of the options in it.
	if (typeof given !== 'object' || given[OPTIONS_ARE_TEXT]) {
		gathering.problem(
			'Options is a single expression, which n8n does not resolve. Use a separate expression for each option',
		);
	}
	const options: TriggerOptions = {
		events: readChoices(
			'Trigger On',
			parameter('events', []),
			eventType,
			gathering,
		) as Set<EventType>,
		wishes: readWishes(given, gathering),
		confirmWithApi: isOn(given.confirmWithApi ?? true),
		requireSignature: isOn(given.requireSignature ?? false),
		signatureMaxAge: plainNumber(given.signatureMaxAge ?? DEFAULT_SIGNATURE_MAX_AGE),
	};
	if (!(options.signatureMaxAge >= 1)) {
		gathering.problem('Signature Max Age must be a number from 1, in seconds');
	}
	problems.push(...vanished(context, given), ...neverMatching(options));
	return { options, problems };
}

/** By filter, what is asked for. Only a few of them are ever filled in, and this runs for each delivery. */
function readWishes(given: IDataObject, gathering: Problems): Map<EventFilter, Wish> {
	const wishes = new Map<EventFilter, Wish>();
	for (const filter of FILTERS) {
		if (!filter.fields.some(({ name }) => name in given)) continue;
		const wish = filter.read(given, gathering);
		if (wish) wishes.set(filter, wish);
	}
	return wishes;
}

/** Whether an event is one that the user asked for. */
export function isWanted({ eventType, entity }: Delivery, options: TriggerOptions): boolean {
	return options.events.has(eventType) && passesAll(eventType, entity, options.wishes);
}

/** Filters whose expression came to nothing, which would let everything through. */
function vanished(context: IHookFunctions | IWebhookFunctions, given: IDataObject): string[] {
	const problems: string[] = [];
	const written = Object(context.getNode().parameters?.options) as IDataObject;
	for (const { name, displayName } of FIELDS) {
		if (!(name in written)) continue;
		const isExpression = [written[name]].flat().some((part) => String(part).startsWith('='));
		const isEmpty = [given[name] ?? ''].flat().every((part) => /^[\s,;]*$/.test(String(part)));
		if (isExpression && isEmpty) {
			problems.push(
				`${displayName}: the expression evaluated to an empty value, so it would filter nothing`,
			);
		}
	}
	return problems;
}

/** Filters that none of the chosen events can pass, or that look at none of them. */
function neverMatching({ events, wishes }: TriggerOptions): string[] {
	const problems: string[] = [];
	const known = [...events].filter((type) => type in KINDS);
	if (!known.length) {
		if (!events.size) problems.push('Trigger On: choose at least one event');
		return problems;
	}
	const chosen = namesOf(known);
	for (const [{ fields, valueOf }, { values }] of wishes) {
		const carriers = EVENT_TYPES.filter((type) => type in valueOf);
		if (!known.some((type) => carriers.includes(type))) {
			const label = fields.map(({ displayName }) => displayName).join(', ');
			problems.push(
				`${label}: this option filters only events about ${namesOf(carriers)}, but Trigger On has only ${chosen}, so it would filter nothing`,
			);
		}
		if (fields[0].name !== 'statuses') continue;
		for (const status of values ?? []) {
			const types = typesWithStatus(status);
			if (types.length && !types.some((type) => events.has(type))) {
				problems.push(
					`Statuses: "${status}" can never match. It is a status of ${namesOf(types)}, but Trigger On has only ${chosen}`,
				);
			}
		}
	}
	return problems;
}

function namesOf(types: readonly EventType[]): string {
	return EVENT_TYPES.filter((type) => types.includes(type))
		.map((type) => KINDS[type].entity)
		.join(', ');
}

/** A switch, also one that an expression sets by a text. */
function isOn(value: unknown): boolean {
	return value === true || String(value).trim().toLowerCase() === 'true';
}
