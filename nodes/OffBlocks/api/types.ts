import type { Expected } from './expected';

/** Shapes of the OffBlocks API (vendor's docs, "Cards", "Accounts"). */

export type CardStatus =
	| 'issuing'
	| 'active'
	| 'issue_failed'
	| 'inactive'
	| 'suspended'
	| 'blocked'
	| 'terminated';

export type CardType = 'virtual' | 'physical';

export interface Address {
	firstLine: string;
	secondLine?: string;
	city: string;
	state?: string;
	/** ISO 3166-1 alpha-2, upper case. */
	country: string;
	postCode: string;
}

/** A card. One that is still `issuing` may lack name, network, number and expiry. */
export interface Card {
	id: string;
	accountId: string;
	type: CardType;
	name?: string;
	network?: 'visa' | 'mastercard';
	/** First six and last four digits, e.g. `530518******9871`. The full number is never known here. */
	maskedPan?: string;
	/** `MM/YYYY`; valid to the end of that month. */
	expirationDate?: string;
	billingAddress?: Address;
	status: CardStatus;
	/** RFC 3339, up to nanoseconds. */
	createdAt: string;
	updatedAt: string;
}

export interface Account {
	id: string;
	customerId: string;
	status: string;
	type: string;
	currencies?: string[];
	createdAt: string;
	updatedAt: string;
}

/** The body of `POST /accounts/{accountId}/cards`. */
export interface CreateCardBody {
	type: CardType;
	billingAddress: Address;
	shippingAddress?: Address;
}

/** One call of the API, before it has a host, an idempotency key or a signature. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the base URL, starting with a slash, ids already percent-encoded. */
	path: string;
	/** Sent as JSON. */
	body?: object;
	/** How long to wait for the answer; `DEFAULT_TIMEOUT` where absent. */
	timeoutMs?: number;
	/** What the answer must be to count as one; any JSON, or nothing with a 204, where absent. */
	expects?: Expected;
}
