/** What an answer must be to count: a 2xx alone is no proof that the thing asked for was done. */
export interface Expected {
	/** In words, for the message: `a card`, `the card asked for`. */
	what: string;
	/** The `id` that the entity must have; upper and lower case are the same. */
	id?: string;
	/** Fields that must be there as text that is not empty, `id` included where it matters. */
	has?: readonly string[];
	/** What else must hold of the entity, e.g. that it is of the account it was made for. */
	fits?: (entity: Readonly<Record<string, unknown>>) => boolean;
	/** Whether the answer is a JSON array, read as a whole; the rest then holds for each element. */
	isList?: boolean;
	/** Whether nothing of the body is needed: an empty one is right, and anything else must fit. */
	mayBeEmpty?: boolean;
}

/** Gets the body of an answer as it came. */
export interface BodyTap {
	/** Another attempt has begun to answer: what came before does not count. */
	begin(): void;
	add(piece: Buffer): void;
}

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
	/** Gets the bytes of a 2xx. */
	tap?: BodyTap;
}
