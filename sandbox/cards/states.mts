import type { Transitions } from '../states.mts';
import type { CardStatus } from '../world.mts';

/** What can be done to a card (docs.offblocks.xyz, Card States). */
export const TRANSITIONS = {
	activate: { from: ['inactive'], to: 'active' },
	deactivate: { from: ['active'], to: 'inactive' },
	// Sandbox choice: the vendor names no state that a card cannot be terminated from; final states are final.
	terminate: { from: ['issuing', 'active', 'inactive', 'suspended'], to: 'terminated' },
} as const satisfies Transitions<CardStatus>;

export type Transition = keyof typeof TRANSITIONS;

/** What the issuer does to a card, which no operation of the API can (docs.offblocks.xyz, Card States). */
export const ISSUER_TRANSITIONS = {
	suspend: { from: ['active'], to: 'suspended' },
	restore: { from: ['suspended'], to: 'active' },
	block: { from: ['active', 'suspended'], to: 'blocked' },
	close: TRANSITIONS.terminate,
} as const satisfies Transitions<CardStatus>;

export type IssuerTransition = keyof typeof ISSUER_TRANSITIONS;

/** Where the simulator takes a card that is issuing. */
export const ISSUANCE = { issue: 'active', fail: 'issue_failed' } as const;

/** States that nothing leads out of; such a card no longer counts against its account's limit. */
export const FINAL_STATES: ReadonlySet<CardStatus> = new Set([
	'issue_failed',
	'terminated',
	'blocked',
]);
