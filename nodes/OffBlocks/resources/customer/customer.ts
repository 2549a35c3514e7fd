import type { States } from '../../shared/states';

/** Statuses of a customer and what can be done in each (vendor's docs, "Customer States"). */
export const CUSTOMER_STATES = {
	statuses: {
		initiating: {
			label: 'Initiating',
			meaning: 'The customer has not signed the challenge yet.',
		},
		screening: {
			label: 'Screening',
			meaning: "The customer's blockchain address is being screened.",
		},
		verifying: { label: 'Verifying', meaning: 'The customer is being verified.' },
		active: { label: 'Active', meaning: 'The customer is already active.' },
		inactive: { label: 'Inactive', meaning: 'The customer is already inactive.' },
		rejected: {
			label: 'Rejected',
			meaning: 'The customer is rejected. This is final.',
			final: true,
		},
	},
	transitions: {
		activate: { done: 'activated', from: ['inactive'], to: 'active' },
		deactivate: { done: 'deactivated', from: ['active'], to: 'inactive' },
	},
} as const satisfies States;

export type CustomerStatus = keyof typeof CUSTOMER_STATES.statuses;

/** Whom OffBlocks has verified. The API has neither a name nor an address of a customer. */
export interface Customer {
	id: string;
	/** Your own ID for the customer. */
	externalId: string;
	/** CAIP-10, normally the customer's wallet. */
	chainId: string;
	status: CustomerStatus;
	/** RFC 3339, up to nanoseconds. */
	createdAt: string;
	updatedAt: string;
}
