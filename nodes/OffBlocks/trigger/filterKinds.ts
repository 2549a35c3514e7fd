import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readChoices, uuid, type Problems, type ReadChoice } from '../shared/choices';
import type { EventType } from './eventTypes';

type ValueOf = (entity: IDataObject) => unknown;

/** What a filter asks for, as the trigger's options have it. */
export interface Wish {
	passes(value: unknown): boolean;
	/** The values, where it asks for any of several. */
	values?: ReadonlySet<string>;
}

/** One thing that events can be filtered by. */
export interface EventFilter {
	/** What the editor shows of it, one or two options. */
	fields: INodeProperties[];
	/** What it looks at, by the event types that carry it. Events of other types pass. */
	valueOf: Partial<Record<EventType, ValueOf>>;
	/** Undefined where nobody filled it in. */
	read(given: IDataObject, problems: Problems): Wish | undefined;
}

/** Whether an event passes. A filter looks only at events that carry what it looks at. */
export function passesAll(
	eventType: EventType,
	entity: IDataObject,
	wishes: ReadonlyMap<EventFilter, Wish>,
): boolean {
	for (const [{ valueOf }, { passes }] of wishes) {
		const value = valueOf[eventType]?.(entity);
		if (value !== undefined && !passes(value)) return false;
	}
	return true;
}

/** Any of some values, chosen from a list or typed with commas between them. */
export function anyOf(
	displayName: string,
	name: string,
	read: ReadChoice,
	valueOf: EventFilter['valueOf'],
	field: Omit<INodeProperties, 'displayName' | 'name'>,
): EventFilter {
	return {
		fields: [{ displayName, name, ...field }],
		valueOf,
		read(given, problems) {
			const values = readChoices(displayName, given[name], read, problems);
			if (!values.size) return undefined;
			return { values, passes: (value) => values.has(String(value)) };
		},
	};
}

/** Any of some ids. */
export function ids(
	displayName: string,
	name: string,
	button: string,
	{ valueOf, description }: Pick<EventFilter, 'valueOf'> & { description: string },
): EventFilter {
	const filter = anyOf(displayName, name, uuid, valueOf, {
		type: 'string',
		default: [],
		typeOptions: { multipleValues: true, multipleValueButtonText: button },
		placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
		description,
	});
	return {
		...filter,
		read(given, problems) {
			const wish = filter.read(given, problems);
			return wish && { ...wish, passes: (id) => wish.passes(String(id).toLowerCase()) };
		},
	};
}

/** Types of events that carry a field. */
export function of(types: readonly EventType[], field: string): EventFilter['valueOf'] {
	return each(types, (entity) => entity[field]);
}

/** Types of events that carry a value. */
export function each(types: readonly EventType[], valueOf: ValueOf): EventFilter['valueOf'] {
	return Object.fromEntries(types.map((type) => [type, valueOf]));
}
