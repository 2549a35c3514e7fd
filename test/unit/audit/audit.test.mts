import {
	Audit,
	standardRules,
	summarise,
	type ActiveRule,
	type Finding,
} from '../../../nodes/OffBlocks/resources/card/audit';
import { ago, cardWith, NOW, sceneIn } from '../../support/auditScene.mts';

const rules: ActiveRule[] = standardRules.map((rule) => ({
	rule,
	severity: rule.severity,
	threshold: rule.threshold?.usual ?? 0,
}));

function run(cards: ReturnType<typeof cardWith>[], active = rules, scene = sceneIn()) {
	const audit = new Audit(active, scene);
	for (const card of cards) audit.add(card);
	const work = audit.conclude();
	let step = work.next();
	while (!step.done) step = work.next();
	return { findings: step.value, summary: summarise(audit.counts, step.value, active, scene) };
}

const ids = (findings: Finding[]) => findings.map(({ id }) => id).sort();

const trouble = () => [
	cardWith({ status: 'suspended', updatedAt: ago(2) }),
	cardWith({ status: 'issuing', createdAt: ago(5) }),
	cardWith({ expirationDate: '11/2026' }),
	cardWith({ name: 'Ada Palmer' }),
	cardWith({ name: 'Ada Palmer' }),
	cardWith({ status: 'inactive', updatedAt: ago(100) }),
];

it('finds nothing in cards that are in order, and says so in zeros', () => {
	const { findings, summary } = run([cardWith(), cardWith({ type: 'physical' })]);
	expect(findings).toEqual([]);
	expect(summary).toMatchObject({
		cards: 2,
		findings: 0,
		cardsWithFindings: 0,
		worstSeverity: null,
		bySeverity: { critical: 0, high: 0, medium: 0, low: 0 },
		byStatus: { active: 2, suspended: 0, terminated: 0 },
		byType: { virtual: 1, physical: 1 },
		byNetwork: { visa: 2, mastercard: 0, none: 0 },
		expired: 0,
	});
	expect(Object.values(summary.byRule)).toEqual(rules.map(() => 0));
});

it('has all of it for no cards at all', () => {
	const { summary } = run([]);
	expect(summary.cards).toBe(0);
	expect(summary.expiryMonths).toHaveLength(24);
});

it('gives the worst first, whatever order the cards come in', () => {
	const severities = run(trouble()).findings.map(({ severity }) => severity);
	expect(severities).toEqual(['high', 'high', 'medium', 'low', 'low']);
});

it('gives the same ids the next day, in another order, and with other cards about', () => {
	const cards = trouble();
	const today = run(cards).findings;
	const tomorrow = sceneIn('Europe/Berlin', NOW + 86_400_000);
	const others = [cardWith(), cardWith({ status: 'blocked' })];
	const later = run([...others, ...[...cards].reverse()], rules, tomorrow).findings;
	expect(ids(later)).toEqual(expect.arrayContaining(ids(today)));
	expect(later).toHaveLength(today.length + 1);
	expect(new Set(ids(today)).size).toBe(today.length);
	expect(today[0].id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

it('fills a finding', () => {
	const card = cardWith({ status: 'suspended', updatedAt: '2026-11-21T07:00:00.123456789Z' });
	expect(run([card]).findings).toEqual([
		{
			id: expect.any(String),
			rule: 'suspended',
			title: 'Suspended',
			severity: 'high',
			cardId: card.id,
			accountId: card.accountId,
			maskedPan: '530518******9871',
			message: 'Suspended since 2026-11-21',
			since: '2026-11-21T07:00:00.123Z',
			card,
			nextStep: expect.stringContaining('Ask OffBlocks support'),
		},
	]);
});

it('obeys severity and threshold, and runs the rules that it is given', () => {
	const [one] = rules.filter(({ rule }) => rule.name === 'longInactive');
	const inactive = cardWith({ status: 'inactive', updatedAt: ago(10) });
	expect(run([inactive], [one]).findings).toEqual([]);
	const strict = run([inactive], [{ ...one, severity: 'critical', threshold: 9 }]);
	expect(strict.summary).toMatchObject({ worstSeverity: 'critical', byRule: { longInactive: 1 } });
});

it('counts expiries by month, of cards that can come to pay', () => {
	const { summary } = run([
		cardWith({ expirationDate: '11/2026' }),
		cardWith({ expirationDate: '10/2028' }),
		cardWith({ expirationDate: '10/2028', status: 'inactive' }),
		cardWith({ expirationDate: '11/2028' }),
		cardWith({ expirationDate: '10/2026' }),
		cardWith({ expirationDate: '12/2026', status: 'terminated' }),
	]);
	const months = summary.expiryMonths.filter(({ cards }) => cards > 0);
	expect(months).toEqual([
		{ month: '2026-11', cards: 1 },
		{ month: '2028-10', cards: 2 },
	]);
	expect(summary.expired).toBe(1);
});

it('bears a status that is new, or is called like a part of every object', () => {
	const odd = ['constructor', '__proto__', 'renewing'].map((status) =>
		cardWith({ status: status as 'active' }),
	);
	const { summary } = run(odd);
	expect(Object.entries(summary.byStatus).filter(([, count]) => count > 0)).toEqual([
		['constructor', 1],
		['__proto__', 1],
		['renewing', 1],
	]);
});
