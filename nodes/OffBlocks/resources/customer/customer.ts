import type { States } from '../../shared/states';

/** Statuses of a customer and what can be done in each (vendor's docs, "Customer States"). */
export const CUSTOMER_STATES = {
	statuses: {
		initiating: {
			label: 'Initiating',
			meaning: 'The customer waits for the challenge to be signed.',
		},
		screening: {
			label: 'Screening',
			meaning: "The customer's blockchain address is being screened.",
		},
		verifying: { label: 'Verifying', meaning: 'The customer is being verified.' },
		active: { label: 'Active', meaning: 'The customer is active already.' },
		inactive: { label: 'Inactive', meaning: 'The customer is inactive already.' },
		rejected: {
			label: 'Rejected',
			meaning: 'The customer is rejected, which is final.',
			final: true,
		},
	},
	transitions: {
		activate: { done: 'activated', from: ['inactive'], to: 'active' },
		deactivate: { done: 'deactivated', from: ['active'], to: 'inactive' },
	},
} as const satisfies States;
