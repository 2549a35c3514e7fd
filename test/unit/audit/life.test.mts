// What becomes of findings from one audit to the next.
import {
	compareFindings,
	numbersBefore,
	withDay,
	type DayNumbers,
	type Finding,
	type LastAudit,
} from '../../../nodes/OffBlocks/resources/card/audit';
import { ago, cardWith, end, NOW, sceneIn } from '../../support/auditScene.mts';

const { calendar } = sceneIn();
const MINUTE = 60_000;

let ids = 0;
const finding = (change: Partial<Finding> = {}): Finding => {
	const card = cardWith();
	return {
		id: `79d658b1-8b3e-5aca-9d65-${String(++ids).padStart(12, '0')}`,
		rule: 'suspended',
		title: 'Suspended',
		severity: 'high',
		cardId: card.id,
		accountId: card.accountId,
		maskedPan: '530518******9871',
		message: 'Suspended',
		since: ago(2),
		card,
		...change,
	};
};
const ACCEPTED = { until: null, reason: 'Known', by: 'Maria', ended: false };
const LAST: LastAudit = {
	findings: undefined,
	at: undefined,
	isLookedAt: () => true,
	cardOf: () => ({}),
	rules: new Map([
		['suspended', 'Suspended'],
		['own:a\tb\nc', 'a\tb\nc'],
	]),
};
const compare = (findings: Finding[], last: Partial<LastAudit> = {}, now = NOW) =>
	end(compareFindings(findings, { ...LAST, ...last }, now));
const after = (findings: Finding[], days = 1) =>
	({ findings: compare(findings, {}, NOW - days * 86_400_000).lines, at: ago(days) }) as const;

it('says nothing of the first audit but when each was found', () => {
	const { findings, changes, resolved } = compare([finding()]);
	expect(findings[0]).toMatchObject({ firstFound: ago(0), since: ago(2) });
	expect(findings[0]).not.toHaveProperty('state');
	expect(changes).toEqual({ comparedWith: null, new: 0, back: 0, known: 0, resolved: 0 });
	expect(resolved).toEqual([]);
});

it('knows a first audit that found nothing from one that there was not', () => {
	const { findings, changes } = compare([finding()], after([]));
	expect(findings[0].state).toBe('new');
	expect(changes).toMatchObject({ comparedWith: ago(1), new: 1 });
});

it('says what is new, as before, and gone', () => {
	const [stays, goes, comes] = [finding(), finding(), finding()];
	const { findings, changes, resolved } = compare([stays, comes], {
		...after([stays, goes]),
		cardOf: () => ({ card: { name: 'Ada', maskedPan: '1' }, because: 'status: a → b' }),
	});
	expect(findings.map(({ state }) => state)).toEqual(['known', 'new']);
	expect(changes).toEqual({ comparedWith: ago(1), new: 1, back: 0, known: 1, resolved: 1 });
	expect(resolved).toEqual([
		{
			id: goes.id,
			rule: 'suspended',
			title: 'Suspended',
			severity: 'high',
			cardId: goes.cardId,
			maskedPan: '1',
			name: 'Ada',
			firstFound: ago(1),
			because: 'status: a → b',
		},
	]);
});

it('holds since it was first found, though the card has changed since', () => {
	const one = finding({ since: ago(0) });
	const { findings, lines } = compare([one], after([one], 20));
	expect(findings[0]).toMatchObject({ since: ago(20), firstFound: ago(20) });
	const unknown = { ...one, since: null };
	expect(compare([unknown], { findings: lines }).findings[0].since).toBe(ago(20));
});

it('resolves nothing by a rule that did not run, nor by a card that is not looked at', () => {
	const one = finding();
	expect(compare([], { ...after([one]), rules: new Map() }).resolved).toEqual([]);
	expect(compare([], { ...after([one]), isLookedAt: () => false }).resolved).toEqual([]);
	expect(compare([], after([one])).resolved).toHaveLength(1);
});

it('keeps accepted ones apart, and says when one is back', () => {
	const one = finding();
	const accepted = { ...one, acceptance: ACCEPTED };
	const then = compare([accepted], after([one]));
	expect(then.changes).toMatchObject({ new: 0, known: 0, resolved: 0 });
	const ended = { ...one, acceptance: { ...ACCEPTED, ended: true } };
	const back = compare([ended], { findings: then.lines, at: ago(0) });
	expect(back.findings[0].state).toBe('back');
	expect(back.changes).toMatchObject({ back: 1, new: 0, known: 0 });
	expect(compare([ended], { findings: back.lines }).findings[0].state).toBe('known');
});

it('remembers some 60 bytes of each, whatever rules and ids are called', () => {
	const odd = finding({ rule: 'own:a\tb\nc', cardId: 'x\ty', id: 'not a uuid', severity: 'low' });
	const { lines } = compare([odd, finding()]);
	expect(lines.split('\n')).toHaveLength(2);
	expect(lines.split('\n')[1].length).toBeLessThan(75);
	expect(compare([], { findings: lines, at: ago(1) }).resolved).toMatchObject([
		{ id: 'not a uuid', rule: 'own:a\tb\nc', cardId: 'x\ty', severity: 'low' },
		{ rule: 'suspended' },
	]);
	expect(compare([odd], { findings: lines }, NOW + MINUTE).lines).toBe(lines.split('\n')[0]);
});

describe('the numbers of earlier days', () => {
	const numbers = (day: string, cards: number): DayNumbers => ({
		day,
		cards,
		byStatus: { ...sceneStatuses, active: cards },
		bySeverity: { critical: 1, high: 2, medium: 3, low: 4 },
		accepted: 5,
	});
	const sceneStatuses = {
		issuing: 1,
		active: 0,
		inactive: 2,
		suspended: 3,
		blocked: 4,
		issue_failed: 5,
		terminated: 6,
	};
	const days = (...all: string[]) =>
		all.reduce((history, day, at) => withDay(history, numbers(day, at), calendar), '');

	it('come back as they were', () => {
		const history = days('2026-11-16');
		expect(numbersBefore(history, '2026-11-23', 7, calendar)).toEqual(numbers('2026-11-16', 0));
	});

	it('are those of the newest day that is old enough, and none that is much too old', () => {
		const history = days('2026-11-13', '2026-11-15', '2026-11-17');
		expect(numbersBefore(history, '2026-11-23', 7, calendar)?.day).toBe('2026-11-15');
		expect(numbersBefore(history, '2026-11-23', 30, calendar)).toBeUndefined();
		expect(numbersBefore(history, '2026-12-02', 7, calendar)?.day).toBe('2026-11-17');
		expect(numbersBefore(history, '2026-12-04', 7, calendar)).toBeUndefined();
	});

	it('are one line a day, for forty days, over a change of the clocks', () => {
		const all = Array.from({ length: 60 }, (_, at) =>
			new Date(Date.UTC(2026, 9, 1 + at)).toISOString().slice(0, 10),
		);
		const lines = days(...all, all.at(-1)!).split('\n');
		expect(lines).toHaveLength(41);
		expect(new Set(lines.map((line) => line.slice(0, 10))).size).toBe(41);
		expect(lines.join('\n').length).toBeLessThan(2_500);
	});
});
