import type { States, Status } from '../../shared/states';

/** What the API knows of a card's life (vendor's docs, "Card States"). */
interface CardState extends Status {
	/** Whether the card still counts against its account's limit of one of each type. */
	live?: true;
	/** Whether the card has been issued and can come to pay (again). */
	usable?: true;
	/** The status in what Get Changes remembers: stored in workflows, so never change one. */
	code: string;
}

/** The one table of a card's statuses. */
export const STATUSES = {
	issuing: {
		label: 'Issuing',
		meaning: 'The card is still being issued and will become active by itself.',
		live: true,
		code: 'g',
	},
	active: {
		label: 'Active',
		meaning: 'The card is already active.',
		live: true,
		usable: true,
		code: 'a',
	},
	inactive: {
		label: 'Inactive',
		meaning: 'The card is already frozen (inactive).',
		live: true,
		usable: true,
		code: 'i',
	},
	suspended: {
		label: 'Suspended',
		meaning: 'OffBlocks suspended this card; only OffBlocks can lift the suspension.',
		live: true,
		usable: true,
		code: 's',
	},
	blocked: {
		label: 'Blocked',
		meaning: 'The card is blocked. This is final.',
		final: true,
		code: 'b',
	},
	issue_failed: {
		label: 'Issue Failed',
		meaning: 'Issuing the card failed. This is final.',
		final: true,
		code: 'f',
	},
	terminated: {
		label: 'Terminated',
		meaning: 'The card is terminated. This is final.',
		final: true,
		code: 't',
	},
} as const satisfies Record<string, CardState>;

export type CardStatus = keyof typeof STATUSES;

const statusesWith = (quality: 'live' | 'usable') =>
	(Object.keys(STATUSES) as CardStatus[]).filter((status) => quality in STATUSES[status]);

/** Statuses that a card leaves again, so that it still counts against its account's limit. */
export const LIVE: readonly CardStatus[] = statusesWith('live');

/** Statuses in which a card has been issued and can come to pay (again). */
export const USABLE: readonly CardStatus[] = statusesWith('usable');

/** What can be done to a card that depends on its status. */
export const CARD_STATES = {
	statuses: STATUSES,
	transitions: {
		activate: { done: 'activated', from: ['inactive'], to: 'active' },
		deactivate: { done: 'deactivated', from: ['active'], to: 'inactive' },
		terminate: {
			done: 'terminated',
			from: ['active', 'inactive', 'suspended', 'issuing'],
			to: 'terminated',
		},
	},
} as const satisfies States;

/** The types of a card, by value, with what the editor shows of each. */
export const CARD_TYPES = [
	{ name: 'Physical', value: 'physical' },
	{ name: 'Virtual', value: 'virtual' },
] as const;

export type CardType = (typeof CARD_TYPES)[number]['value'];

export const NETWORKS = [
	{ name: 'Mastercard', value: 'mastercard' },
	{ name: 'Visa', value: 'visa' },
] as const;

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
	network?: (typeof NETWORKS)[number]['value'];
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

/** The body of `POST /accounts/{accountId}/cards`. */
export interface CreateCardBody {
	type: CardType;
	billingAddress: Address;
	shippingAddress?: Address;
}
