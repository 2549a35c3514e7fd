import {
	AcceptedList,
	Calendar,
	ownRule,
	standardRules,
	type AcceptedRow,
	type Finding,
} from '../../../nodes/OffBlocks/resources/card/audit';
import { readRow } from '../../../nodes/OffBlocks/resources/card/audit/accepted/readRow';
import { end, NOW } from '../../support/auditScene.mts';

const ID = '79d658b1-8b3e-5aca-9d65-75e432855a83';
const CARD = 'd0000000-0000-4000-8000-000000000001';
const ACCOUNT = 'a0000000-0000-4000-8000-000000000001';
const calendar = new Calendar('Europe/Berlin');
const rules = [...standardRules, ownRule('Old cards', 'ageInDays > 9')];

function read(row: unknown, zone = calendar): { row?: AcceptedRow; problems: string[] } {
	const problems: string[] = [];
	const problem = (sentence: string) => problems.push(sentence);
	return { row: readRow(row, { calendar: zone, rules, problem }), problems };
}
const WHY = { reason: 'Known', by: 'Maria' };

describe('a row', () => {
	it.each<[string, object, Partial<AcceptedRow>]>([
		['a finding', { finding: ID.toUpperCase(), ...WHY }, { finding: ID, until: Infinity }],
		['a rule by its name', { rule: 'expiresSoon', card: CARD, ...WHY }, { rule: 'expiresSoon' }],
		[
			'a rule by its title',
			{ rule: ' expires SOON ', card: CARD, ...WHY },
			{ rule: 'expiresSoon' },
		],
		[
			'a rule and an account',
			{ rule: 'blocked', accountId: ACCOUNT, ...WHY },
			{ rule: 'blocked', account: ACCOUNT },
		],
		['a custom rule', { rule: 'Old cards', card: CARD, ...WHY }, { rule: 'own:Old cards' }],
		[
			'headings as people write them',
			{ 'Finding ID': ID, Reason: 'a', 'By whom': 'b' },
			{ by: 'b' },
		],
		['the columns of the CSV', { findingId: ID, cardId: CARD, rule: 'x', ...WHY }, { finding: ID }],
		["a table's own columns", { id: 7, createdAt: 'x', finding: ID, ...WHY }, { finding: ID }],
		['a number as reason', { finding: ID, reason: 4711, by: 'M' }, { reason: '4711' }],
	])('may name %s', (_, given, wanted) => {
		const { row, problems } = read(given);
		expect(problems).toEqual([]);
		expect(row).toMatchObject(wanted);
	});

	it.each([[{}], [{ finding: '', reason: ' ', by: null, id: 3 }]])('may be empty: %j', (given) => {
		expect(read(given)).toEqual({ row: undefined, problems: [] });
	});

	it.each<[unknown, string]>([
		['x', '"x" is not a row with the columns finding (or rule and card), reason and by'],
		[[], '[] is not a row'],
		[{ ...WHY }, 'a row needs a finding ID, or a rule and a card or account ID'],
		[{ card: CARD, ...WHY }, 'a row needs a finding ID, or a rule and a card or account ID'],
		[{ finding: 'abc', ...WHY }, 'finding is not a UUID: "abc"'],
		[{ rule: 'blocked', card: 7, ...WHY }, 'card is not a UUID: 7'],
		[{ rule: 'expireSoon', card: CARD, ...WHY }, 'there is no rule "expireSoon". Rules: Blocked, '],
		[{ finding: ID, by: 'M' }, 'reason is empty'],
		[{ finding: ID, reason: 'x' }, 'by is empty'],
		[{ finding: ID, reason: { a: 1 }, by: 'M' }, 'reason is not text: {"a":1}'],
		[{ finding: ID, reason: 'x'.repeat(501), by: 'M' }, 'reason is longer than 500 characters'],
		[{ finding: ID, ...WHY, until: '31/12/2026' }, 'until is not a date such as 2026-12-31'],
		[{ finding: ID, ...WHY, until: 46387 }, 'until is not a date such as 2026-12-31: 46387'],
		[{ finding: ID, ...WHY, until: '2026-02-30' }, 'until is not a date'],
	])('is refused in words: %j', (given, words) => {
		const { row, problems } = read(given);
		expect(row).toBeUndefined();
		expect(problems.join()).toContain(words);
	});

	it.each<[unknown, string, string]>([
		['2026-12-31', 'Europe/Berlin', '2026-12-31T23:00:00.000Z'],
		['2026-12-31', 'America/New_York', '2027-01-01T05:00:00.000Z'],
		['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
		['2026-12-31T12:00', 'Europe/Berlin', '2026-12-31T11:00:00.000Z'],
		['2026-12-31T12:00Z', 'Europe/Berlin', '2026-12-31T12:00:00.000Z'],
		[new Date('2026-12-31T12:00Z'), 'Europe/Berlin', '2026-12-31T12:00:00.000Z'],
		[{ toMillis: () => 0 }, 'Europe/Berlin', '1970-01-01T00:00:00.000Z'],
	])('%s in %s lasts until %s', (until, zone, end) => {
		const { row } = read({ finding: ID, ...WHY, until }, new Calendar(zone));
		expect(new Date(row!.until).toISOString()).toBe(end);
	});
});

describe('the list', () => {
	const finding = {
		id: ID,
		rule: 'blocked',
		cardId: CARD.toUpperCase(),
		accountId: ACCOUNT,
	} as Finding;
	const of = (rows: Array<Partial<AcceptedRow>>, now = NOW) =>
		end(
			AcceptedList.of(
				rows.map((row) => ({ until: Infinity, ...WHY, ...row })),
				now,
			),
		);

	it('knows a finding by its id, and by rule and card', () => {
		expect(of([{ finding: ID }]).acceptance(finding)).toEqual({
			...WHY,
			until: null,
			ended: false,
		});
		expect(of([{ rule: 'blocked', card: CARD }]).acceptance(finding)?.ended).toBe(false);
		expect(of([{ rule: 'suspended', card: CARD }]).acceptance(finding)).toBeUndefined();
		expect(of([{ rule: 'blocked', account: ACCOUNT }]).acceptance(finding)?.ended).toBe(false);
		expect(of([{ rule: 'blocked', account: CARD }]).acceptance(finding)).toBeUndefined();
		const none = { id: ID, rule: 'blocked', cardId: null, accountId: null };
		expect(of([{ rule: 'blocked', card: CARD }]).acceptance(none)).toBeUndefined();
	});

	it('ends at the very moment', () => {
		expect(of([{ finding: ID, until: NOW + 1 }]).acceptance(finding)?.ended).toBe(false);
		expect(of([{ finding: ID, until: NOW }]).acceptance(finding)?.ended).toBe(true);
	});

	it('goes by the row that lasts longest, whatever their order', () => {
		const rows = [
			{ finding: ID, until: NOW - 1, reason: 'old' },
			{ rule: 'blocked', card: CARD, until: NOW + 2, reason: 'long' },
			{ finding: ID, until: NOW + 1, reason: 'short' },
		];
		for (const list of [rows, [...rows].reverse()]) {
			expect(of(list).acceptance(finding)?.reason).toBe('long');
		}
	});

	it('counts what it names, and what was not found', () => {
		const list = of([{ finding: ID }, { finding: ID }, { rule: 'suspended', card: CARD }]);
		list.acceptance(finding);
		expect(list.counts).toEqual({ listed: 2, notFound: 1 });
	});
});
