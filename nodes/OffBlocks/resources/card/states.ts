import type { CardStatus } from '../../api/types';

/** What can be done to a card that depends on its status (vendor's docs, "Card States"). */
export const TRANSITIONS = {
	activate: { done: 'activated', from: ['inactive'] },
	deactivate: { done: 'deactivated', from: ['active'] },
	terminate: { done: 'terminated', from: ['active', 'inactive', 'suspended', 'issuing'] },
} as const satisfies Record<string, { done: string; from: readonly CardStatus[] }>;

export type Transition = keyof typeof TRANSITIONS;

export function isTransition(operation: string): operation is Transition {
	return Object.hasOwn(TRANSITIONS, operation);
}

/** Whether a card in this status can go through a transition. */
export function allows(transition: Transition, status: CardStatus): boolean {
	return (TRANSITIONS[transition].from as readonly CardStatus[]).includes(status);
}

/** What a status means for somebody who wants to change the card. */
const MEANING: Record<CardStatus, string> = {
	issuing: 'The card is still being issued and becomes active on its own.',
	active: 'The card is active already.',
	inactive: 'The card is inactive (frozen) already.',
	suspended: 'The card is suspended by OffBlocks, which alone can lift that.',
	blocked: 'The card is blocked, which is final.',
	issue_failed: 'The issuing of the card failed, which is final.',
	terminated: 'The card is terminated, which is final.',
};

/**
 * Why a transition is not possible, from the card's status, e.g. "The card is terminated, which is final.
 * Only one that is inactive can be activated."
 *
 * @returns undefined where the status is no reason
 */
export function whyNot(transition: Transition, status: CardStatus): string | undefined {
	if (!Object.hasOwn(MEANING, status) || allows(transition, status)) return undefined;
	const { done, from } = TRANSITIONS[transition];
	const statuses = from.length > 1 ? `${from.slice(0, -1).join(', ')} or ${from.at(-1)}` : from[0];
	return `${MEANING[status]} Only one that is ${statuses} can be ${done}.`;
}
