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
