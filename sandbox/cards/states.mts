import { badRequest } from '../http/errors.mts';
import type { Card } from '../types.mts';
import type { CardStatus } from '../world.mts';

/** What can be done to a card, from which states, and the state it leads to (docs.offblocks.xyz, Card States). */
export const TRANSITIONS = {
	issue: { from: ['issuing'], to: 'active', done: 'issued' },
	fail: { from: ['issuing'], to: 'issue_failed', done: 'failed' },
	activate: { from: ['inactive'], to: 'active', done: 'activated' },
	deactivate: { from: ['active'], to: 'inactive', done: 'deactivated' },
	// Sandbox choice: the vendor names no state that a card cannot be terminated from; final states are final.
	terminate: {
		from: ['issuing', 'active', 'inactive', 'suspended'],
		to: 'terminated',
		done: 'terminated',
	},
} as const satisfies Record<string, { from: readonly CardStatus[]; to: CardStatus; done: string }>;

export type Transition = keyof typeof TRANSITIONS;

/** States that nothing leads out of; such a card no longer counts against its account's limit. */
export const FINAL_STATES: ReadonlySet<CardStatus> = new Set([
	'issue_failed',
	'terminated',
	'blocked',
]);

/** @throws ApiError 400 naming the card's status where the transition is not allowed from it */
export function nextStatus(card: Card, transition: Transition): CardStatus {
	const { from, to, done } = TRANSITIONS[transition];
	if (!(from as readonly CardStatus[]).includes(card.status)) {
		throw badRequest(
			`A card that is ${card.status} cannot be ${done}; only one that is ${from.join(' or ')} can.`,
			'illegal_state',
		);
	}
	return to;
}
