// What an auditor goes by: the hash of what was read, and a report that is the same for the same cards.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
	Audit,
	csvOf,
	htmlReport,
	InputHash,
	standardRules,
	summarise,
	textReport,
	type Origin,
} from '../../../nodes/OffBlocks/resources/card/audit';
import { canonicalJson } from '../../../nodes/OffBlocks/resources/card/audit/evidence/canonicalJson';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import { ago, cardWith, end, sceneIn } from '../../support/auditScene.mts';

it('writes JSON as the examples of RFC 8785 do (3.2.2 and 3.2.3)', () => {
	const values =
		'{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
	expect(canonicalJson(JSON.parse(values))).toBe(
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
	);
	const order =
		'{"\\u20ac":"Euro","\\r":"CR","\\ufb33":"Dalet","1":"One","\\ud83d\\ude00":"Face","\\u0080":"Control","\\u00f6":"O"}';
	expect(Object.values(canonicalJson(JSON.parse(order)).match(/(?<=:")\w+/g)!)).toEqual([
		...['CR', 'One', 'Control', 'O', 'Euro', 'Face', 'Dalet'],
	]);
});

const hashOf = (cards: unknown[]) => {
	const hash = new InputHash();
	for (const card of cards) hash.add(card as Card);
	return hash.end();
};
const plainly = (cards: unknown[]) =>
	`sha256:${createHash('sha256')
		.update(cards.map((card) => `${canonicalJson(card)}\n`).join(''))
		.digest('hex')}`;

it('is the SHA-256 of the cards as canonical JSON, a line each', () => {
	// printf '%s' '[{"b":1,"a":"x"}]' | jq -cS '.[]' | sha256sum
	expect(hashOf([{ b: 1, a: 'x' }])).toBe(
		'sha256:b9726bbcdf05823038cfdf7612b50329709a519a5da6f1ac21671f6b5dd31dc2',
	);
	expect(hashOf([])).toBe(
		'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	);
	const many = Array.from({ length: 500 }, () => cardWith());
	expect(hashOf(many)).toBe(plainly(many));
	expect(hashOf([...many].reverse())).not.toBe(hashOf(many));
});

it('is so whatever the API puts into a card', () => {
	const value = fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 2 }));
	const names = fc.oneof(
		fc.constantFrom('billingAddress', 'status', 'constructor', 'toString', '10', '9', '__proto__'),
		fc.string(),
	);
	const odd = fc.tuple(fc.dictionary(names, value), fc.dictionary(names, value), fc.boolean());
	fc.assert(
		fc.property(odd, ([more, address, whole]) => {
			const text = JSON.stringify({
				...(whole ? cardWith() : {}),
				...more,
				billingAddress: whole ? { ...cardWith().billingAddress, ...address } : address,
			});
			expect(hashOf([JSON.parse(text)])).toBe(plainly([JSON.parse(text)]));
		}),
	);
});

const scene = sceneIn();
const rules = standardRules.map((rule) => ({
	rule,
	severity: rule.severity,
	threshold: rule.threshold?.usual ?? 0,
}));
const ORIGIN: Origin = {
	environment: 'production',
	address: null,
	scope: 'programme',
	workflowId: 'w1',
	workflowName: 'Morning <audit>',
	executionId: '4711',
	executionUrl: 'https://n8n.example.com/workflow/w1/executions/4711',
	package: 'n8n-nodes-offblocks 0.1.0',
};

function everything(cards: Card[]): string[] {
	const audit = new Audit(rules, scene);
	for (const card of cards) audit.add(card);
	const findings = end(audit.conclude());
	const inputHash = hashOf(cards);
	const life = { accepted: [], origin: ORIGIN, inputHash };
	const summary = summarise(audit.counts, findings, rules, scene, undefined, life);
	const content = { summary, findings, calendar: scene.calendar };
	return [
		htmlReport(content),
		textReport(content),
		end(csvOf(findings, summary.evidence)).join(''),
		JSON.stringify(summary),
	];
}

const cards = [
	cardWith({ status: 'suspended', updatedAt: ago(2), name: 'Ada Palmer' }),
	cardWith({ expirationDate: '11/2026', name: 'Ada Palmer' }),
];
const turned = (card: Card) =>
	Object.fromEntries(Object.entries(card).reverse()) as unknown as Card;

it('the same cards give the same report, CSV, text and summary, byte for byte', () => {
	expect(everything(cards.map(turned))).toEqual(everything(cards));
	expect(everything([cards[0]])).not.toEqual(everything(cards));
});

it('all of them say where, how and over what the audit ran', () => {
	const hash = hashOf(cards);
	const [page, text, csv, summary] = everything(cards);
	for (const words of [
		'Environment: <bdi>Production</bdi>',
		'Scope: all cards of the programme',
		'Cards read: 2',
		'Read: 23 Nov 2026, 08:00 (Europe/Berlin)',
		'Morning &lt;audit&gt; (w1)</bdi>, execution <a href="https://n8n.example.com/workflow/w1/executions/4711"',
		'<bdi>Expires Soon</bdi> (30 days) 1',
		'Package: n8n-nodes-offblocks 0.1.0',
		`Input: ${hash}`,
	]) {
		expect(page.replace(/\s+/g, ' ')).toContain(words);
	}
	expect(text).toContain('Card audit, 23 Nov 2026, 08:00 (Europe/Berlin), Production');
	expect(text).toContain('Execution: https://n8n.example.com/workflow/w1/executions/4711');
	const [head, ...lines] = csv.trim().split('\r\n');
	expect(head).toContain(
		'threshold,environment,scope,cardsRead,auditedAt,timezone,workflowId,executionId,package,inputHash',
	);
	expect(lines.every((line) => line.endsWith(`,n8n-nodes-offblocks 0.1.0,${hash}`))).toBe(true);
	expect(csv).toContain(',30 days,production,programme,2,2026-11-23T07:00:00.000Z,Europe/Berlin,');
	expect(JSON.parse(summary).evidence).toMatchObject({
		...ORIGIN,
		cardsRead: 2,
		inputHash: hash,
		rules: expect.arrayContaining([
			{
				rule: 'expiresSoon',
				title: 'Expires Soon',
				severity: 'medium',
				threshold: { unit: 'Days', value: 30 },
			},
		]),
	});
});

it('a CSV without findings says that there are none', () => {
	const [, line, rest] = everything([cardWith()])[2].split('\r\n');
	expect(line).toMatch(/^,,No findings,.*,production,programme,1,.*sha256:[\da-f]{64}$/);
	expect(rest).toBe('');
});

describe('a name', () => {
	const FORGED = [
		'Ada\nHIGH: 0 findings',
		'Ada\r\n\r\nRESOLVED (99)',
		'Ada\u2028NEW (0)',
		'gnp.exe\u202egpj.',
		'\u2067Ada\u2069',
		'A\u200bda\u00ad',
		'A\u{e0041}da',
		'<!channel> <https://evil.example|click>',
		'[click](https://evil.example) `x` *y* ~z~',
		'@here @Ada',
		'Ada”, card …0000\n- Low',
	];

	it.each(FORGED)('%j stays on its line, visible, and acts on nothing', (name) => {
		const [page, text, csv] = everything([cardWith({ name, status: 'suspended' })]);
		const honest = everything([cardWith({ name: 'Ada', status: 'suspended' })]);
		expect(text.split('\n')).toHaveLength(honest[1].split('\n').length);
		expect(csv.split('\r\n')).toHaveLength(honest[2].split('\r\n').length);
		for (const out of [page, text, csv.slice(1)]) {
			expect(out).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u00ad\u2028]|\u{e0041}/u);
		}
		expect(csv).not.toMatch(/[^\r]\n/);
		expect(text).not.toMatch(/[<>`*~[\]|]|@\w|https:\/\/evil/);
		expect(text.match(/[“”]/g)).toHaveLength(2);
	});

	it('in right-to-left writing and emoji are names', () => {
		const name = 'אדה פלמר 👩‍👩‍👧';
		expect(everything([cardWith({ name, status: 'suspended' })])[0]).toContain(
			`<bdi>${name}</bdi>`,
		);
	});
});
