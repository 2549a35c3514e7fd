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
	'%s: a group as large as the programme holds nobody up for long',
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
		// Processor time of this thread: what else the machine does is not in it.
		const used = () => process.threadCpuUsage().user / 1000;
		const holds: number[] = [];
		const work = audit.conclude();
		for (let step, before = used(); !step?.done; before = used()) {
			step = work.next();
			holds.push(used() - before);
			if (step.done) expect(step.value).toHaveLength(1);
		}
		expect(Math.max(...holds.slice(0, 1000), ...holds.slice(-1000))).toBeLessThan(25);
		expect(holds.length).toBeGreaterThan(GROUP);
	},
);
