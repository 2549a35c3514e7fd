import type { Expected } from './expected';

/** One call of the API, before it has a host, an idempotency key or a signature. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the base URL, starting with a slash, ids already percent-encoded. */
	path: string;
	/** Sent as JSON. */
	body?: object;
	/** How long to wait for the answer; DEFAULT_TIMEOUT of client.ts, 60 s, where absent. */
	timeoutMs?: number;
	/** What the answer must be to count as one; any JSON, or nothing with a 204, where absent. */
	expects?: Expected;
}
