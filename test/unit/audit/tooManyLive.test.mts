import { tooManyLive } from '../../../nodes/OffBlocks/resources/card/audit/rules/tooManyLive';
import { ago, cardWith, judge } from '../../support/auditScene.mts';

const accountId = 'a0000000-0000-4000-8000-00000000ffff';
const on = (more: object) => cardWith({ accountId, ...more });

it('finds several live cards of a type on an account, and names the newest', () => {
	const cards = [3, 1, 2].map((days) => on({ createdAt: ago(days) }));
	const [finding, ...others] = judge(tooManyLive, cards);
	expect(others).toEqual([]);
	expect(finding).toMatchObject({
		card: { id: cards[1].id },
		message: 'The account has 3 live virtual cards; one is allowed. This is the newest.',
		since: Date.parse(ago(2)),
	});
	expect(finding.otherCardIds).toEqual([cards[2].id, cards[0].id]);
});

it('names the 100 newest others at most', () => {
	const cards = Array.from({ length: 150 }, (_, days) => on({ createdAt: ago(days) }));
	const [{ otherCardIds, message }] = judge(tooManyLive, [...cards].reverse());
	expect(message).toMatch(/^The account has 150 live/);
	expect(otherCardIds).toEqual(cards.slice(1, 101).map(({ id }) => id));
});

it('has the same occurrence in whatever order the cards come', () => {
	const cards = [3, 1, 2].map((days) => on({ createdAt: ago(days) }));
	const [one] = judge(tooManyLive, cards);
	const [other] = judge(tooManyLive, [...cards].reverse());
	expect(other.occurrence).toBe(one.occurrence);
	expect(other.card.id).toBe(one.card.id);
});

it('allows one of each type, and cards that have ended', () => {
	const fine = [
		on({}),
		on({ type: 'physical' }),
		on({ status: 'terminated' }),
		on({ status: 'blocked' }),
		on({ status: 'issue_failed' }),
		cardWith(),
	];
	expect(judge(tooManyLive, fine)).toEqual([]);
	for (const status of ['issuing', 'inactive', 'suspended']) {
		expect(judge(tooManyLive, [...fine, on({ status })])).toHaveLength(1);
	}
});
