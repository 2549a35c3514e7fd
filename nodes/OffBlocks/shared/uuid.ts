/** A UUID (RFC 9562 §4) as part of a regular expression, in any case. */
export const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

const WHOLE = new RegExp(`^${UUID}$`);

/** Whether a value is a UUID (RFC 9562 §4), in any case, and nothing else. */
export function isUuid(value: unknown): boolean {
	return typeof value === 'string' && WHOLE.test(value);
}
