import { instant } from '../../../card/audit/cardFacts';
import { paid } from '../payment';
import type { OnePaymentRule, PaidCard, Payment, PaymentScene } from '../types';

/** Statuses in which a card cannot pay, as people call them. */
const WORDS: Record<string, string> = {
	inactive: 'frozen',
	suspended: 'suspended',
	blocked: 'blocked',
	terminated: 'terminated',
};

/**
 * Payments on a card that was frozen, suspended, blocked, terminated or expired when they were authorised. The API
 * tells a card's status of now and the time of its last change; so what a card was before that change is not known, and
 * a card that was frozen and is active again is not found. A payment is authorised before it is captured, which is
 * when its transaction is made: the authorisation is read to tell.
 */
export const unusableCard: OnePaymentRule = {
	kind: 'payment',
	name: 'unusableCard',
	title: 'Payment on an Unusable Card',
	description: 'The card was frozen, suspended, blocked, terminated or expired when it paid',
	severity: 'high',
	needsHold: (payment, scene) =>
		Boolean(payment.debit && payment.transaction.authorisationId) &&
		unusableAt(payment.card, payment.at, scene) !== undefined,
	look(payment, _, scene) {
		const { card, debit, hold, transaction, at } = payment;
		if (!debit) return undefined;
		const authorised = hold ? instant(hold.createdAt) : at;
		const why = unusableAt(card, authorised, scene);
		if (!why || isHonoured(payment)) return undefined;
		return {
			payment,
			message: `${paid(payment)}, on a card that was ${why}`,
			since: at,
			occurrence: transaction.id,
		};
	},
};

/** Whether it may be the capture of an earlier hold, which could not be read. */
function isHonoured({ hold, transaction }: Payment): boolean {
	return transaction.authorisationId !== undefined && !hold;
}

function unusableAt(
	card: PaidCard | undefined,
	at: number,
	{ calendar }: PaymentScene,
): string | undefined {
	if (!card) return undefined;
	if (calendar.monthEnd(card.expirationDate) <= at) {
		return `expired at the end of ${card.expirationDate}`;
	}
	if (!Object.hasOwn(WORDS, card.status)) return undefined;
	const changed = instant(card.updatedAt);
	if (!(at > changed)) return undefined;
	return `${WORDS[card.status]} (unchanged since ${calendar.minute(changed)})`;
}
