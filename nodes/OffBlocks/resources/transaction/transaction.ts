import type { Status } from '../../shared/states';

/** Statuses of a transaction (vendor's docs, "Transaction States"). */
export const TRANSACTION_STATUSES = {
	processing: { label: 'Processing', meaning: 'The transaction is being processed.' },
	processed: { label: 'Processed', meaning: 'The transaction is processed.' },
	reversing: { label: 'Reversing', meaning: 'The transaction is being reversed.' },
	reversed: {
		label: 'Reversed',
		meaning: 'The transaction is reversed, which is final.',
		final: true,
	},
} as const satisfies Record<string, Status>;
