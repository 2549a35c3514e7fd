import { randomBytes } from 'node:crypto';
import {
	Audit,
	csvOf,
	htmlReport,
	ownRule,
	standardRules,
	summarise,
	summariseChanges,
	type Finding,
} from '../../../nodes/OffBlocks/resources/card/audit';
import { describe as describeChange } from '../../../nodes/OffBlocks/resources/card/changes/CardChange';
import {
	BAR_COLOUR,
	OTHER_COLOUR,
	SEVERITY_COLOUR,
	STATUS_COLOUR,
} from '../../../nodes/OffBlocks/resources/card/audit/report/style';
import { csvField } from '../../../nodes/OffBlocks/resources/card/audit/report/csv';
import { ago, cardWith, end, sceneIn } from '../../support/auditScene.mts';

const scene = sceneIn();
const rules = standardRules.map((rule) => ({
	rule,
	severity: rule.severity,
	threshold: rule.threshold?.usual ?? 0,
}));

/** The report of these cards, with a change of the first one. */
function reportOf(cards: ReturnType<typeof cardWith>[]): { page: string; findings: Finding[] } {
	const audit = new Audit(rules, scene);
	for (const card of cards) audit.add(card);
	const work = audit.conclude();
	let step = work.next();
	while (!step.done) step = work.next();
	const findings = step.value;
	const changes = cards.map((card) =>
		describeChange('changed', card, [{ field: 'name', from: card.name ?? null, to: card.name }]),
	);
	const compared = summariseChanges(changes, cards.length, ago(0), ago(1));
	const summary = summarise(audit.counts, findings, rules, scene, compared);
	return { page: htmlReport({ summary, findings, changes, calendar: scene.calendar }), findings };
}

const HOSTILE = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' style='background:url(https://evil.example)' x='",
	'</style><script src=//evil.example></script>',
	'</td></tr></table><iframe src=javascript:alert(1)>',
	'<!--',
	']]><svg/onload=alert(1)>',
	'&lt;script&gt;',
	'\u0000\u001b[31m\u202egnp.exe',
	'${7*7}{{ $json }}',
];

/** The page with all texts taken out: tags, with their attributes' values emptied but for their length. */
const skeleton = (page: string) =>
	(page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/(title)="[^"]*"/g, '$1=""')).join('');

it('is built the same whatever the cards hold, and shows each text as text', () => {
	const hostile = [
		...HOSTILE,
		...Array.from({ length: 200 }, () => randomBytes(30).toString('latin1')),
	];
	const plain = reportOf([cardWith({ name: 'Ada Palmer', status: 'suspended', maskedPan: 'x' })]);
	for (const text of hostile) {
		const { page } = reportOf([
			cardWith({ name: text, status: 'suspended', maskedPan: text, id: text, accountId: text }),
		]);
		expect(skeleton(page)).toBe(skeleton(plain.page));
	}
});

it('has no script, no form, and nothing to fetch', () => {
	const { page } = reportOf([cardWith({ name: HOSTILE[1], status: 'suspended' })]);
	expect(page).not.toMatch(/<(script|iframe|object|embed|link|form|img|svg|base|a)[\s>]/i);
	const markup = `${(page.match(/<[^>]*>/g) ?? []).join('')}${/<style>.*?<\/style>/s.exec(page)?.[0]}`;
	expect(markup).toContain('prefers-color-scheme');
	expect(markup).not.toMatch(/(src|href|action|background)\s*=|url\(|@import|https?:|\son\w+\s*=/i);
});

it('tells the headline numbers, the statuses, 24 months, findings and changes', () => {
	const { page } = reportOf([
		cardWith({ status: 'suspended', updatedAt: ago(2), name: 'Ada Palmer' }),
		cardWith({ expirationDate: '11/2026' }),
	]);
	const text = page
		.replace(/<style>.*?<\/style>/s, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');
	for (const part of [
		'23 Nov 2026, 08:00 (Europe/Berlin)',
		'2 findings on 2 of 2 cards: 1 high, 1 medium.',
		'Suspended 1 50.0%',
		'Nov 2026',
		'Oct 2028',
		'Ada Palmer · 530518******9871',
		'High Suspended Next: Ask OffBlocks support',
		'2 cards changed since 22 Nov 2026, 08:00: 0 added, 2 changed, 0 removed.',
	]) {
		expect(text).toContain(part);
	}
});

it('says that all is well where nothing was found, and is whole without a card', () => {
	expect(reportOf([cardWith()]).page).toContain('Nothing to worry about on 1 card.');
	expect(reportOf([]).page).toContain('There are no cards to look at.');
});

describe('the size at which Gmail cuts a mail off', () => {
	const cyrillic = 'Константин Константинович Рождественский-Воскресенский '.repeat(4);
	const many = (name: string) =>
		Array.from({ length: 500 }, (_, n) =>
			cardWith({ status: n % 2 ? 'suspended' : 'blocked', name: `${name} ${n}` }),
		);
	const left = (page: string) => [...page.matchAll(/and ([\d,]+) more/g)].map(([, n]) => Number(n));

	it('is kept away from, and what is left out is counted', () => {
		const { page } = reportOf(many('Somebody With a Long Name'));
		expect(Buffer.byteLength(page)).toBeLessThan(95_000);
		const rows = page.match(/d0000000-0000-4000-8000/g)?.length ?? 0;
		expect(rows).toBe(34);
		// 500 changes and 500 findings.
		expect(left(page).reduce((sum, n) => sum + n) + rows).toBe(1000);
	});

	it.each([
		['Cyrillic names', cyrillic],
		['names of signs that are escaped', '"&\'<>'.repeat(60)],
		['names of emoji', '👩‍👩‍👧‍👦'.repeat(40)],
	])('is kept away from with %s', (_, name) => {
		const { page } = reportOf(many(name));
		expect(Buffer.byteLength(page)).toBeLessThan(95_000);
		expect(Buffer.from(page).toString()).toBe(page);
	});

	it('is kept away from with own rules of long names, each severity shown', () => {
		const severities = ['critical', 'high', 'medium', 'low'] as const;
		const own = Array.from({ length: 100 }, (_, n) => ({
			rule: ownRule(`${n} ${cyrillic.slice(0, 180)}`, 'status == "active"'),
			severity: severities[n % 4],
			threshold: 0,
		}));
		const audit = new Audit(own, scene);
		const cards = Array.from({ length: 20 }, () => cardWith({ name: cyrillic }));
		for (const card of cards) audit.add(card);
		const findings = end(audit.conclude());
		const changes = cards.map((card) =>
			describeChange('changed', card, [{ field: 'name', from: cyrillic, to: cyrillic }]),
		);
		const compared = summariseChanges(changes, cards.length, ago(0), ago(1));
		const summary = summarise(audit.counts, findings, own, scene, compared);
		const page = htmlReport({ summary, findings, changes, calendar: scene.calendar });
		expect(Buffer.byteLength(page)).toBeLessThan(95_000);
		for (const severity of severities) {
			const badge = severity.replace(/^./, (first) => first.toUpperCase());
			expect(page.split(`">${badge}</span>`).length).toBeGreaterThan(1);
		}
	});
});

describe('what became of findings', () => {
	const accepted = { until: '2026-12-31T23:00:00Z', reason: 'Known', by: 'Maria', ended: false };
	const told = (name: string, n = 1) => {
		const audit = new Audit(rules, scene);
		const statuses = ['suspended', 'blocked', 'terminated'] as const;
		const cards = statuses.flatMap((status) =>
			Array.from({ length: n }, () => cardWith({ status, name, updatedAt: ago(1) })),
		);
		for (const card of cards) audit.add(card);
		const found = end(audit.conclude()).map((finding) => ({ ...finding, externalId: name }));
		const of = (rule: string) => found.filter((finding) => finding.rule === rule);
		const open = [
			...of('suspended').map((finding) => ({ ...finding, state: 'known' as const })),
			...of('recentlyTerminated').map((finding) => ({
				...finding,
				state: 'new' as const,
				acceptance: { ...accepted, reason: name.repeat(9), by: name, ended: true },
			})),
		];
		const apart = of('blocked').map((finding) => ({
			...finding,
			acceptance: { ...accepted, reason: `Known ${name.repeat(9)}` },
		}));
		const resolved = cards.map(({ id }) => ({
			id,
			rule: 'stuckIssuing',
			title: 'Stuck in Issuing',
			severity: 'high' as const,
			cardId: id,
			maskedPan: name,
			name,
			firstFound: ago(9),
			because: name.repeat(9),
		}));
		const changes = { comparedWith: ago(1), new: n, back: 0, known: n, resolved: 3 * n };
		const compared = { findings: open, resolved, changes, lines: '' };
		const origin = {
			environment: 'custom',
			address: name,
			scope: Array.from({ length: 50 }, () => name.slice(0, 36)),
			workflowId: name,
			workflowName: name,
			executionId: '4711',
			executionUrl: null,
			package: 'n8n-nodes-offblocks 0.1.0',
		};
		const life = { accepted: apart, compared, history: '', origin, inputHash: 'sha256:0' };
		const summary = summarise(audit.counts, open, rules, scene, undefined, {
			...life,
			read: { cardsRead: audit.counts.cards },
		});
		const { calendar } = scene;
		return htmlReport({ summary, findings: open, accepted: apart, resolved, calendar });
	};

	it('stands in the order of the morning', () => {
		const text = told('Ada')
			.replace(/<style>.*?<\/style>/s, '')
			.replace(/<[^>]*>/g, ' ')
			.replace(/\s+/g, ' ');
		const order = [
			'1 new, 3 resolved, 1 as before since 22 Nov 2026, 08:00.',
			'2 findings on 2 of 3 cards: 1 high, 1 low. 1 finding accepted.',
			'New since the last audit (1)',
			'Recently Terminated',
			'Accepted until 31 Dec 2026 by Ada',
			'Still open (1)',
			'Suspended',
			'Resolved since the last audit (3)',
			'Accepted (1)',
			'Known Ada',
			'In numbers',
			'The changes appear once this audit has run for a week.',
			'Cards by status',
			'Expiries by month',
			'Evidence',
		];
		let from = 0;
		for (const part of order) {
			const at = text.indexOf(part, from);
			expect(`${part} at ${at}`).not.toBe(`${part} at -1`);
			from = at;
		}
	});

	it.each([
		['long names', 'Somebody With a Long Name '.repeat(8)],
		['Cyrillic names', 'Константин Константинович Рождественский '.repeat(8)],
		['names of signs that are escaped', '"&\'<>'.repeat(60)],
	])('is kept below the size at which Gmail cuts with %s', (_, name) => {
		expect(Buffer.byteLength(told(name, 200))).toBeLessThan(95_000);
	});
});

it('says one card and one finding in the singular', () => {
	const { page } = reportOf([cardWith({ status: 'suspended' })]);
	expect(page).toContain('1 finding on 1 of 1 card: 1 high.');
});

it('has colours that are seen on light and dark, and bear white text', () => {
	const light = (hex: string) =>
		[0.2126, 0.7152, 0.0722].reduce((sum, weight, n) => {
			const part = parseInt(hex.slice(1 + 2 * n, 3 + 2 * n), 16) / 255;
			return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
		}, 0.05);
	const contrast = (one: string, other: string) =>
		Math.max(light(one), light(other)) / Math.min(light(one), light(other));
	const bars = [...Object.values(STATUS_COLOUR), OTHER_COLOUR, BAR_COLOUR];
	const badges = Object.values(SEVERITY_COLOUR);
	const weak = [...bars, ...badges].filter(
		(colour) => Math.min(contrast(colour, '#ffffff'), contrast(colour, '#1a212b')) < 3,
	);
	expect(weak).toEqual([]);
	expect(badges.filter((colour) => contrast(colour, '#ffffff') < 4.5)).toEqual([]);
	expect(new Set(Object.values(STATUS_COLOUR)).size).toBe(7);
});

describe('CSV', () => {
	const csv = (findings: Finding[]) => {
		const work = csvOf(findings);
		let step = work.next();
		while (!step.done) step = work.next();
		return step.value.join('');
	};

	it('has a line for each finding, ended as RFC 4180 says, under a byte order mark', () => {
		const { findings } = reportOf([cardWith({ status: 'suspended', name: 'Müller, "Ada"' })]);
		const [head, line, rest] = csv(findings).split('\r\n');
		expect(head).toBe(
			'\ufeffseverity,rule,message,name,maskedPan,status,expirationDate,since,cardId,accountId,findingId,state,firstFound,until,reason,by,externalId,nextStep',
		);
		expect(line).toContain(
			'high,Suspended,Suspended since 2025-01-10,"Müller, ""Ada""",530518******9871',
		);
		expect(rest).toBe('');
	});

	it.each([
		['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
		['+49 30', "'+49 30"],
		['-2+3', "'-2+3"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\t=1', '"\'\t\'=1"'],
		['\r=1', '"\'\r\'=1"'],
		["x;=cmd|' /C calc'!A0;y", "\"x;'=cmd|' /C calc'!A0;y\""],
		['x; +1;@y', '"x;\' +1;\'@y"'],
		['x;"=1+1"', '"x;\'""=1+1"""'],
		['x\n-1', '"x\n\'-1"'],
		['x;＝1', '"x;\'＝1"'],
		['Jean-Luc; a=b', '"Jean-Luc; a=b"'],
		[' =1', "' =1"],
		['＝1', "'＝1"],
		['a\nb', '"a\nb"'],
		['Ada', 'Ada'],
		['', ''],
	])('makes %j safe', (text, field) => expect(csvField(text)).toBe(field));
});
