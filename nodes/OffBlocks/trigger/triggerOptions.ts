import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { EventType } from './eventTypes';

/** The trigger's parameters. An empty set of wanted values lets everything through. */
export interface TriggerOptions {
	events: ReadonlySet<EventType>;
	statuses: ReadonlySet<string>;
	/** In lower case. */
	accountIds: ReadonlySet<string>;
	cardTypes: ReadonlySet<string>;
	confirmWithApi: boolean;
	/** Seconds. */
	signatureMaxAge: number;
}

export const DEFAULT_SIGNATURE_MAX_AGE = 300;

export function readOptions(context: IWebhookFunctions): TriggerOptions {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const maxAge = Number(options.signatureMaxAge ?? DEFAULT_SIGNATURE_MAX_AGE);
	return {
		events: new Set(context.getNodeParameter('events') as EventType[]),
		statuses: new Set(texts(options.statuses)),
		accountIds: new Set(texts(options.accountIds).map((id) => id.toLowerCase())),
		cardTypes: new Set(texts(options.cardTypes)),
		confirmWithApi: options.confirmWithApi !== false,
		// What is no number becomes NaN, and no signature is young enough for that.
		signatureMaxAge: maxAge,
	};
}

/** A list, or a text with commas or blanks between the values, as an expression may give it. */
function texts(value: unknown): string[] {
	const values: unknown[] = Array.isArray(value) ? value : [value ?? ''];
	return values.flatMap((entry) => String(entry).split(/[\s,]+/)).filter(Boolean);
}
