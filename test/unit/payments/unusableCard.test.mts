import { unusableCard } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	ago,
	audited,
	CARD,
	holdWith,
	messages,
	refundWith,
	transactionWith,
} from '../../support/paymentScene.mts';

const frozen = { ...CARD, status: 'inactive' as const, updatedAt: ago(5) };
const offline = { authorisationId: undefined };

it('finds a payment on a card that had been frozen, suspended, blocked or terminated before', () => {
	for (const [status, word] of [
		['inactive', 'frozen'],
		['suspended', 'suspended'],
		['blocked', 'blocked'],
		['terminated', 'terminated'],
	] as const) {
		const card = { ...CARD, status, updatedAt: ago(5) };
		expect(
			messages(unusableCard, [transactionWith({ ...offline, createdAt: ago(3) })], {
				cards: [card],
			}),
		).toEqual([
			`20 EUR at Corner Grocer, on a card that was ${word} (unchanged since 2026-11-18 08:00)`,
		]);
	}
});

it('does not mind a payment before the card’s last change, an active card, a refund', () => {
	const before = transactionWith({ ...offline, createdAt: ago(6) });
	expect(audited(unusableCard, [before], { cards: [frozen] })).toEqual([]);
	expect(audited(unusableCard, [transactionWith(offline)])).toEqual([]);
	expect(audited(unusableCard, [refundWith({ createdAt: ago(3) })], { cards: [frozen] })).toEqual(
		[],
	);
	expect(audited(unusableCard, [transactionWith(offline)], { cards: [] })).toEqual([]);
});

it('goes by when the hold was placed: a capture after the freeze is honoured', () => {
	const payment = transactionWith({ createdAt: ago(3) });
	const found = (createdAt: string) =>
		audited(unusableCard, [payment], {
			cards: [frozen],
			holds: { [payment.authorisationId!]: holdWith({ createdAt }) },
		});
	expect(found(ago(6))).toEqual([]);
	expect(found(ago(4))).toHaveLength(1);
	// Its hold cannot be read: it may have been placed before.
	expect(audited(unusableCard, [payment], { cards: [frozen] })).toEqual([]);
});

it('finds a payment after the end of the expiry month, in the workflow’s zone', () => {
	const card = { ...CARD, expirationDate: '10/2026' };
	const at = (createdAt: string) =>
		messages(unusableCard, [transactionWith({ ...offline, createdAt })], { cards: [card] });
	expect(at('2026-10-31T22:59:59Z')).toEqual([]);
	expect(at('2026-10-31T23:00:00Z')).toEqual([
		'20 EUR at Corner Grocer, on a card that was expired at the end of 10/2026',
	]);
});
