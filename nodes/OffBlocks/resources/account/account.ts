import type { States } from '../../shared/states';

/** Statuses of an account and what can be done in each (vendor's docs, "Account States"). */
export const ACCOUNT_STATES = {
	statuses: {
		initiating: {
			label: 'Initiating',
			meaning: 'The account is waiting for its challenge to be signed.',
		},
		pending: {
			label: 'Pending',
			meaning: 'The account is being set up on the blockchain and will become active by itself.',
		},
		active: { label: 'Active', meaning: 'The account is already active.' },
		inactive: { label: 'Inactive', meaning: 'The account is already inactive.' },
		closed: { label: 'Closed', meaning: 'The account is closed. This is final.', final: true },
		failed: {
			label: 'Failed',
			meaning: 'Opening the account failed. This is final.',
			final: true,
		},
	},
	transitions: {
		activate: { done: 'activated', from: ['inactive'], to: 'active' },
		deactivate: { done: 'deactivated', from: ['active'], to: 'inactive' },
		// The vendor's docs do not say that one which is being set up could not.
		close: { done: 'closed', from: ['active', 'inactive', 'pending'], to: 'closed' },
	},
} as const satisfies States;

export type AccountStatus = keyof typeof ACCOUNT_STATES.statuses;

export interface Account {
	id: string;
	customerId: string;
	/** CAIP-10; there once the account is active. */
	chainId?: string;
	status: AccountStatus;
	type: string;
	/** ISO 4217. */
	currencies?: string[];
	/** RFC 3339, up to nanoseconds. */
	createdAt: string;
	updatedAt: string;
}
