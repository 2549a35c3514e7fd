import type { FailureKind } from '../../api/ApiError';
import { whyNot } from '../../shared/states';
import { CARD_STATES, type Card } from './card';
import type { PreparedCall } from '../../engine/Operation';

/** Refusals that a card's status can explain; after a lost answer it is for the user to look. */
const EXPLAINED: readonly FailureKind[] = ['refused', 'conflict'];

/** Milliseconds for the look at the card: it only adds to what is known already. */
const TIMEOUT = 10_000;

/**
 * Looks at a card that could not be changed (400, 409) and puts its status into the advice. Whatever goes wrong
 * with that look, the refusal stays what it was.
 */
export function explainRefusal(operation: string, cardId: string): PreparedCall['explain'] {
	return async (refusal, read) => {
		if (!EXPLAINED.includes(refusal.kind)) return refusal;
		const card = await read({ method: 'GET', path: `/cards/${cardId}`, timeoutMs: TIMEOUT }).catch(
			() => undefined,
		);
		const { status } = (card ?? {}) as Partial<Card>;
		const reason = status && whyNot(CARD_STATES, operation, status);
		if (!reason) return refusal;
		return refusal.with({ advice: reason, details: { currentStatus: status } });
	};
}
