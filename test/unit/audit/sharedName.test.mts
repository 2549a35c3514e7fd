import { Audit, standardRules } from '../../../nodes/OffBlocks/resources/card/audit';
import { sharedName } from '../../../nodes/OffBlocks/resources/card/audit/rules/sharedName';
import { ago, cardWith, judge, sceneIn } from '../../support/auditScene.mts';
import { volume } from '../../support/volume.mts';

const GROUP = volume(10_000, 100_000);

const called = (name: string, more = {}) => cardWith({ name, ...more });

it('finds one name on different accounts, blanks and case aside, once', () => {
	const cards = [
		called('Ada Palmer', { createdAt: ago(3) }),
		called(' ada  PALMER ', { createdAt: ago(1) }),
		called('Ada Palmers'),
	];
	expect(judge(sharedName, cards)).toMatchObject([
		{
			card: { id: cards[1].id },
			message: '2 accounts have a live card in the name of ada  PALMER',
			otherCardIds: [cards[0].id],
		},
	]);
});

it('allows several cards of one account, cards that have ended, and cards without a name', () => {
	const one = called('Ada Palmer');
	expect(judge(sharedName, [one, called('Ada Palmer', { accountId: one.accountId })])).toEqual([]);
	expect(judge(sharedName, [one, called('Ada Palmer', { status: 'terminated' })])).toEqual([]);
	expect(judge(sharedName, [called(' '), called('')])).toEqual([]);
});

it('can be made to want more accounts', () => {
	const two = [called('Ada Palmer'), called('Ada Palmer')];
	expect(judge(sharedName, two, 3)).toEqual([]);
	expect(judge(sharedName, [...two, called('Ada Palmer')], 3)).toHaveLength(1);
});

it('has the same occurrence in any order and another one with one account more', () => {
	const three = [3, 2, 1].map((days) => called('Ada Palmer', { createdAt: ago(days) }));
	const [one] = judge(sharedName, three);
	expect(judge(sharedName, [...three].reverse())[0].occurrence).toBe(one.occurrence);
	expect(judge(sharedName, three.slice(1))[0].occurrence).not.toBe(one.occurrence);
});

it('names no more than 100 others', () => {
	const many = Array.from({ length: 150 }, () => called('Ada Palmer'));
	const [{ otherCardIds, message }] = judge(sharedName, many);
	expect(message).toMatch(/^150 accounts/);
	expect(otherCardIds).toHaveLength(100);
});

it.each(['sharedName', 'tooManyLive', 'issueFailed'] as const)(
	'%s: a group as large as the programme is judged in steps',
	(name) => {
		const accountId = cardWith().accountId;
		const cards = Array.from({ length: GROUP }, (_, n) =>
			called('Ada Palmer', {
				createdAt: ago(n % 997),
				...(name === 'sharedName' ? {} : { accountId }),
				...(name === 'issueFailed' ? { status: 'issue_failed', updatedAt: ago(1) } : {}),
			}),
		);
		const audit = new Audit(
			standardRules
				.filter((rule) => rule.name === name)
				.map((rule) => ({ rule, severity: 'low', threshold: 2 })),
			sceneIn(),
		);
		for (const card of cards) audit.add(card);
		// A caller that works in slices can stop after each step, and there is one for each card at least.
		const work = audit.conclude();
		let steps = 0;
		for (let step; !step?.done; steps++) {
			step = work.next();
			if (step.done) expect(step.value).toHaveLength(1);
		}
		expect(steps).toBeGreaterThan(GROUP);
	},
);
