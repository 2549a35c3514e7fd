/** What nobody is to read of a request that was sent. `authorization` n8n takes out by itself, in some places. */
const SECRET = ['authorization', 'signature', 'signature-input'];

const HIDDEN = '**hidden**';

/**
 * As a copy or as JSON, without what is secret. n8n makes both of a request, for the errors that it stores and for the
 * editor. It must come from nothing else: axios takes headers only from an object of that kind.
 */
const HIDING = Object.assign(Object.create(null) as object, {
	toJSON(this: Record<string, string>): Record<string, string> {
		return Object.fromEntries(
			Object.entries(this).map(([name, value]) => [name, SECRET.includes(name) ? HIDDEN : value]),
		);
	},
});

/** The same headers for who sends them, and without what is secret for who copies or stores them. */
export function hiddenHeaders(headers: Record<string, string>): Record<string, string> {
	return Object.assign(Object.create(HIDING) as Record<string, string>, headers);
}
