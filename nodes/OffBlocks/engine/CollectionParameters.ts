import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { momentOf, type Moment } from '../shared/timestamps';
import type { Calendar } from '../shared/Calendar';
import type { Parameters } from './ItemParameters';

/**
 * What an item has in the fields of a collection. A field that nobody filled in is none; one whose value
 * cannot be used is a problem, never no field: a filter that vanished would let every card through.
 */
export class CollectionParameters {
	private readonly parameters: Parameters;

	private readonly labels: Map<string, string>;

	private readonly values: IDataObject;

	private readonly plural: string;

	/**
	 * @param name of the collection
	 * @param fields those that it offers
	 * @param plural what is filtered, "cards"
	 */
	constructor(parameters: Parameters, name: string, fields: INodeProperties[], plural: string) {
		this.parameters = parameters;
		this.plural = plural;
		this.labels = new Map(fields.map((field) => [field.name, field.displayName]));
		this.values = (parameters.value(name, {}) ?? {}) as IDataObject;
		for (const [field, source] of Object.entries(Object(parameters.written(name)))) {
			// A field left empty by a person, or by a model that may fill it in, is meant to be empty.
			if (isExpression(source) && isEmpty(this.values[field])) this.cameToNothing(field);
		}
	}

	label(field: string): string {
		return this.labels.get(field) ?? field;
	}

	/** Undefined where nobody filled it in. */
	value(field: string): unknown {
		const value = this.values[field];
		return isEmpty(value) ? undefined : value;
	}

	/** Trimmed; '' where nobody filled it in. */
	text(field: string): string {
		const value = this.value(field) ?? '';
		if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
		this.parameters.problem(`${this.label(field)} must be text`);
		return '';
	}

	/** A date as text, as JavaScript's `Date`, or as the DateTime that `$now` is in n8n. */
	moment(field: string, calendar: () => Calendar): Moment | undefined {
		const value = this.value(field);
		if (value === undefined) return undefined;
		const text = typeof value === 'string' ? value : isoOf(value);
		const moment = momentOf(text, (date) => calendar().read(date));
		if (Number.isNaN(moment.milliseconds)) {
			const shown = typeof value === 'object' ? 'an object' : `"${String(value).slice(0, 60)}"`;
			this.parameters.problem(
				`${this.label(field)} is not a date: ${shown}. Use ISO 8601, e.g. 2026-01-31 or 2026-01-31T09:00:00Z`,
			);
		}
		return moment;
	}

	private cameToNothing(field: string): void {
		this.parameters.problem(
			`${this.label(field)}: the expression evaluated to an empty value. Without this filter all ${this.plural} would be included. Give it a value or remove it`,
		);
	}
}

/** Whether a parameter as the workflow stores it is an expression, or a list with one in it; not a model's to fill in. */
function isExpression(written: unknown): boolean {
	return [written]
		.flat()
		.some((part) => typeof part === 'string' && part.startsWith('=') && !part.includes('$fromAI'));
}

/** Nothing, blank text, or a list of such. */
function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (Array.isArray(value)) return value.every(isEmpty);
	return typeof value === 'string' && value.trim() === '';
}

/** What a date object says of itself in ISO 8601, if it is one; by its methods, as n8n may hand over a copy. */
function isoOf(value: unknown): unknown {
	const { toISO, toJSON } = Object(value) as { toISO?: unknown; toJSON?: unknown };
	for (const say of [toISO, toJSON]) if (typeof say === 'function') return say.call(value);
	return undefined;
}
