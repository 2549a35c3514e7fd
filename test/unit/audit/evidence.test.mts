// What an auditor goes by: the hash of what was read, and a report that is the same for the same cards.
import { createHash } from 'node:crypto';
import {
	Audit,
	cardReport,
	csvOf,
	htmlReport,
	InputHash,
	standardRules,
	summarise,
	textReport,
	type Origin,
} from '../../../nodes/OffBlocks/resources/card/audit';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import { ago, cardWith, end, sceneIn } from '../../support/auditScene.mts';

/** The hash of these answers, each in these pieces. */
async function hashOf(answers: Record<string, string[]>, attempts = 1): Promise<string> {
	const hash = new InputHash();
	const read = hash.reading(async ({ path, tap }) => {
		for (let n = 0; n < attempts; n += 1) {
			tap!.begin();
			// An attempt that broke off.
			if (n < attempts - 1) tap!.add(Buffer.from('[{"id":"cut o'));
		}
		for (const piece of answers[path]) tap!.add(Buffer.from(piece));
		return await Promise.resolve([]);
	});
	for (const path of Object.keys(answers)) await read({ method: 'GET', path });
	return hash.end();
}

it('is what sha256sum comes to over the answers and over its own lines', async () => {
	// mkdir accounts; printf '[{"a": 1}]' > cards; printf '[]' > accounts/7; sha256sum accounts/7 cards | sha256sum
	const known = 'sha256:0577adbdd8c9e477f610899b97da5694f49a26affa1ab691f205d3b340cea88e';
	expect(await hashOf({ '/cards': ['[{"a": 1}]'], '/accounts/7': ['[]'] })).toBe(known);
});

it('minds neither the order of the answers, nor their pieces, nor attempts that broke off', async () => {
	const one = await hashOf({ '/cards': ['[{"a": 1}]'], '/accounts/7': ['[]'] });
	expect(await hashOf({ '/accounts/7': ['[', ']'], '/cards': ['[{"a"', ': 1}]'] }, 3)).toBe(one);
	for (const other of [
		{ '/cards': ['[{"a": 2}]'], '/accounts/7': ['[]'] },
		{ '/cards': ['[{"a": 1}]'], '/accounts/8': ['[]'] },
		{ '/cards': ['[{"a": 1}]'] },
	] as Array<Record<string, string[]>>) {
		expect(await hashOf(other)).not.toBe(one);
	}
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

const inputOf = (cards: Card[]) =>
	`sha256:${createHash('sha256').update(JSON.stringify(cards)).digest('hex')}`;

function everything(cards: Card[]): string[] {
	const audit = new Audit(rules, scene);
	for (const card of cards) audit.add(card);
	const findings = end(audit.conclude());
	const inputHash = inputOf(cards);
	const read = { cardsRead: audit.counts.cards };
	const life = { accepted: [], origin: ORIGIN, read, inputHash };
	const summary = summarise(audit.counts, findings, rules, scene, undefined, life);
	const content = { summary, findings, calendar: scene.calendar };
	return [
		htmlReport(content),
		textReport(cardReport(content).words, content),
		end(csvOf(findings, summary.evidence)).join(''),
		JSON.stringify(summary),
	];
}

const cards = [
	cardWith({ status: 'suspended', updatedAt: ago(2), name: 'Ada Palmer' }),
	cardWith({ expirationDate: '11/2026', name: 'Ada Palmer' }),
];
it('the same cards give the same report, CSV, text and summary, byte for byte', () => {
	expect(everything(structuredClone(cards))).toEqual(everything(cards));
	expect(everything([cards[0]])).not.toEqual(everything(cards));
});

it('all of them say where, how and over what the audit ran', () => {
	const hash = inputOf(cards);
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
