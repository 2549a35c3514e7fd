import type { Status } from '../../shared/states';

/** Statuses of an authorisation (vendor's docs, "Authorisation States"). */
export const AUTHORISATION_STATUSES = {
	pending: { label: 'Pending', meaning: 'The authorisation is approved and its amount is held.' },
	capturing: { label: 'Capturing', meaning: 'The authorisation is being captured.' },
	captured: {
		label: 'Captured',
		meaning: 'The authorisation is captured. This is final.',
		final: true,
	},
	releasing: { label: 'Releasing', meaning: 'The hold is being released.' },
	released: { label: 'Released', meaning: 'The hold is released. This is final.', final: true },
} as const satisfies Record<string, Status>;

/** A hold on a card. The API has no list of them: an id comes from an event or a transaction. */
export interface Authorisation {
	id: string;
	accountId: string;
	cardId?: string;
	status: keyof typeof AUTHORISATION_STATUSES;
	/** Decimal, in the account's currency. */
	amount: string;
	/** ISO 4217. */
	currency: string;
	merchantAmount: string;
	merchantCurrency: string;
	exchangeRate: string;
	merchant: { id: string; name: string; mcc: number; country: string; city: string };
	/** RFC 3339, up to nanoseconds. */
	createdAt: string;
	updatedAt: string;
}
