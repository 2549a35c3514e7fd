import type { Card } from '../card';

/** How the cards that are looked at differ from those of the baseline. */
export interface Scope {
	/** Whether a card that the baseline lacks is of an account that was not looked at before. */
	isFirstSeen(card: Card): boolean;
	/** Whether cards of the baseline are not looked at any more, so that nobody knows what is gone. */
	isNarrower: boolean;
}

export const SAME_SCOPE: Scope = { isFirstSeen: () => false, isNarrower: false };

const PROGRAMME = 'programme';

/** A scope as a baseline stores it. */
export function scopeName(accountIds: string[] | undefined): string {
	return accountIds ? [...accountIds].sort().join(' ') : PROGRAMME;
}

/**
 * What a look at one scope can learn from a baseline of another: a list of accounts that comes from somewhere
 * else grows and shrinks.
 *
 * @returns undefined where they have no account in common
 */
export function scopeAfter(before: string, now: string): Scope | undefined {
	if (before === now) return SAME_SCOPE;
	if (before === PROGRAMME) return { isFirstSeen: () => false, isNarrower: true };
	const old = new Set(before.split(' '));
	const isFirstSeen = ({ accountId }: Card) => !old.has(String(accountId).toLowerCase());
	if (now === PROGRAMME) return { isFirstSeen, isNarrower: false };
	const kept = now.split(' ').filter((id) => old.has(id)).length;
	return kept ? { isFirstSeen, isNarrower: kept < old.size } : undefined;
}
