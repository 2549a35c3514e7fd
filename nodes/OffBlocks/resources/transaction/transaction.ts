import type { Status } from '../../shared/states';

/** Statuses of a transaction (vendor's docs, "Transaction States"). */
export const TRANSACTION_STATUSES = {
	processing: { label: 'Processing', meaning: 'The transaction is being processed.' },
	processed: { label: 'Processed', meaning: 'The transaction is processed.' },
	reversing: { label: 'Reversing', meaning: 'The transaction is being reversed.' },
	reversed: {
		label: 'Reversed',
		meaning: 'The transaction is reversed. This is final.',
		final: true,
	},
} as const satisfies Record<string, Status>;

/** Which way the money of a transaction goes, by value. */
export const DIRECTIONS = [
	{ name: 'Credit', value: 'credit', description: 'Money comes in, e.g. a refund' },
	{ name: 'Debit', value: 'debit', description: 'Money goes out, e.g. a payment' },
];

export interface Transaction {
	id: string;
	accountId: string;
	/** A credit may be of no card. */
	cardId?: string;
	authorisationId?: string;
	status: keyof typeof TRANSACTION_STATUSES;
	direction: 'credit' | 'debit';
	/** Decimal, in the account's currency. */
	amount: string;
	/** ISO 4217. */
	currency: string;
	merchantAmount: string;
	merchantCurrency: string;
	exchangeRate: string;
	merchant: { id: string; name: string; mcc: number; country: string; city: string };
	/** Decimal, of up to 18 places. */
	tokenAmount: string;
	/** CAIP-19. */
	token: string;
	fees: Array<{ type: string; tokenAmount: string }>;
	chainTransactions: Array<{ chainId: string; createdAt: string }>;
	/** RFC 3339, up to nanoseconds. */
	createdAt: string;
	updatedAt: string;
}
