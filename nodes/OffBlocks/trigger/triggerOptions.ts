import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { oneOf, readChoices, uuid, type ReadChoice } from '../shared/choices';
import { plainNumber } from '../shared/values';
import { EVENT_TYPES, KINDS, typesWithStatus, type EventType } from './eventTypes';
import { CARD_TYPES, EVENTS, OPTIONS_ARE_TEXT, STATUSES } from './triggerFields';

/** The trigger's parameters. An empty set of wanted values lets everything through. */
export interface TriggerOptions {
	events: ReadonlySet<EventType>;
	statuses: ReadonlySet<string>;
	/** In lower case. */
	accountIds: ReadonlySet<string>;
	cardTypes: ReadonlySet<string>;
	confirmWithApi: boolean;
	requireSignature: boolean;
	/** Seconds. */
	signatureMaxAge: number;
}

/** Seconds. OffBlocks sends an event again for 24 hours, perhaps with its first signature. */
export const DEFAULT_SIGNATURE_MAX_AGE = 90_000;

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
	const choices = (label: string, given: unknown, read: ReadChoice) =>
		readChoices(label, given, read, gathering);
	// What the two contexts have in common is not in one type.
	const parameter = (name: string, fallback: unknown): unknown =>
		(context as IHookFunctions).getNodeParameter(name, fallback);

	const given = (parameter('options', {}) ?? {}) as IDataObject;
	// n8n takes the text of an expression for a collection, and finds none of the options in it.
	if (typeof given !== 'object' || given[OPTIONS_ARE_TEXT]) {
		gathering.problem(
			'Options is one expression, which n8n does not resolve. Give each option an expression of its own',
		);
	}
	const options: TriggerOptions = {
		events: choices('Trigger On', parameter('events', []), oneOf(EVENTS)) as Set<EventType>,
		statuses: choices('Statuses', given.statuses, oneOf(STATUSES)),
		accountIds: choices('Account IDs', given.accountIds, uuid),
		cardTypes: choices('Card Types', given.cardTypes, oneOf(CARD_TYPES)),
		confirmWithApi: isOn(given.confirmWithApi ?? true),
		requireSignature: isOn(given.requireSignature ?? false),
		signatureMaxAge: plainNumber(given.signatureMaxAge ?? DEFAULT_SIGNATURE_MAX_AGE),
	};
	if (!(options.signatureMaxAge >= 1)) {
		gathering.problem('Signature Max Age must be a number from 1, in seconds');
	}
	problems.push(...vanished(context, options), ...neverMatching(options));
	return { options, problems };
}

const FILTERS = {
	statuses: 'Statuses',
	accountIds: 'Account IDs',
	cardTypes: 'Card Types',
} as const;

/** Filters whose expression came to nothing, which would let everything through. */
function vanished(context: IHookFunctions | IWebhookFunctions, options: TriggerOptions): string[] {
	const problems: string[] = [];
	const written = Object(context.getNode().parameters?.options) as IDataObject;
	for (const name of Object.keys(FILTERS) as (keyof typeof FILTERS)[]) {
		const isExpression = [written[name]].flat().some((part) => String(part).startsWith('='));
		if (isExpression && !options[name].size) {
			problems.push(
				`${FILTERS[name]}: the expression evaluated to an empty value, so it would filter nothing`,
			);
		}
	}
	return problems;
}

/** Filters that none of the chosen events can pass, or that look at none of them. */
function neverMatching({ events, statuses, accountIds, cardTypes }: TriggerOptions): string[] {
	const problems: string[] = [];
	const known = [...events].filter((type) => type in KINDS);
	if (!known.length) {
		if (!events.size) problems.push('Trigger On: choose at least one event');
		return problems;
	}
	for (const status of statuses) {
		const types = typesWithStatus(status);
		if (types.length && !types.some((type) => events.has(type))) {
			problems.push(
				`Statuses: "${status}" can never match. It is a status of ${namesOf(types)}, and Trigger On has ${namesOf(known)} only`,
			);
		}
	}
	if (accountIds.size && known.every((type) => type === 'customer.updated')) {
		problems.push(
			'Account IDs: events about customers name no account, so it would filter nothing',
		);
	}
	if (cardTypes.size && !events.has('card.updated')) {
		problems.push(
			'Card Types: only events about cards have a card type, so it would filter nothing',
		);
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
