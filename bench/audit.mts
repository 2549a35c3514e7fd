// An audit with all rules on against JSON.parse of the same body, how it grows, and how long it keeps the
// event loop; then what Get Changes remembers of 100,000 cards.
import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../nodes/OffBlocks/resources/card/card.ts';
import { programme } from './programme.mts';
import { keepResults } from './results.mts';
import { inRounds, median, ratio, report } from './support/rounds.mts';
import { sized } from './support/size.mts';
import { loadSource } from './support/source.mts';

type AuditModule = typeof import('../nodes/OffBlocks/resources/card/audit/index.ts');
type Slices = typeof import('../nodes/OffBlocks/shared/slices.ts');
type BodyModule = typeof import('../nodes/OffBlocks/api/body.ts');

const ROUNDS = sized(5, 1);
const PIECE = 65_536;
/** Cards of a large programme. */
const LARGE = sized(100_000, 1_000);
/** Made at a time, where all are more than n8n can carry. */
const BATCH = LARGE / 10;
const NOW = Date.UTC(2026, 10, 23, 7);

const pure = await loadSource<AuditModule>('nodes/OffBlocks/resources/card/audit/index.ts');
const { inSlices, mapInSlices } = await loadSource<Slices>('nodes/OffBlocks/shared/slices.ts');
const { readList, tapped } = await loadSource<BodyModule>('nodes/OffBlocks/api/body.ts');

type AcceptedModule =
	typeof import('../nodes/OffBlocks/resources/card/audit/accepted/acceptedFields.ts');
const { acceptedRows } = await loadSource<AcceptedModule>(
	'nodes/OffBlocks/resources/card/audit/accepted/acceptedFields.ts',
);

const COUNTRIES = new Set(['GB', 'DE', 'FR', 'ES', 'IE', 'NL']);
const scene = {
	now: NOW,
	calendar: new pure.Calendar('Europe/Berlin'),
	isCountry: (code: string) => code === 'NO' || COUNTRIES.has(code),
};
const rules = [
	...pure.standardRules,
	pure.countryNotAllowed(COUNTRIES),
	pure.ownRule('Old', 'type == "physical" && ageInDays > 1100 && status in ["active", "inactive"]'),
].map((rule) => ({ rule, severity: rule.severity, threshold: rule.threshold?.usual ?? 0 }));

/** Milliseconds of processor time that this thread spends on something: what else the machine does is not in it. */
async function timed(work: () => unknown): Promise<number> {
	const before = process.threadCpuUsage();
	await work();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}

async function conclude(audit: InstanceType<AuditModule['Audit']>): Promise<number> {
	const findings = await inSlices(audit.conclude());
	await mapInSlices(findings, (json) => ({ json, pairedItem: { item: 0 } }));
	return findings.length;
}

/** All rules over cards that are there already. */
async function auditCards(cards: Iterable<Card>): Promise<number> {
	const audit = new pure.Audit(rules, scene);
	for (const card of cards) audit.add(card);
	return await conclude(audit);
}

/** Bytes as a socket gives them. */
async function* pieces(body: Buffer) {
	for (let at = 0; at < body.length; at += PIECE) {
		await nextTurn();
		yield body.subarray(at, at + PIECE);
	}
}

/** Reads lists as n8n hands them over, of which each byte is counted into the hash. */
function reading(body: Buffer, hash: InstanceType<AuditModule['InputHash']>) {
	return hash.reading(async ({ tap }, list) => {
		const { signal } = new AbortController();
		return await readList(tapped(pieces(body), tap!), signal, list!);
	});
}

/** The hash alone: what it costs more than reading without it. */
function hashBody(body: Buffer): string {
	const hash = createHash('sha256');
	for (let at = 0; at < body.length; at += PIECE) hash.update(body.subarray(at, at + PIECE));
	return hash.digest('hex');
}

/** As the node does it: each card looked at and let go. */
async function auditBody(body: Buffer): Promise<number> {
	const hash = new pure.InputHash();
	const audit = new pure.Audit(rules, scene);
	const keep = (card: unknown) => {
		audit.add(card as Card);
		return false;
	};
	await reading(body, hash)({ method: 'GET', path: '/cards' }, { limit: Infinity, keep });
	hash.end();
	return await conclude(audit);
}

async function compare(count: number) {
	const text = JSON.stringify([...programme(count, NOW)]);
	const body = Buffer.from(text);
	const cards = JSON.parse(text) as Card[];
	const blocked: number[] = [];
	let findings = 0;
	// The clock of the processor ticks in milliseconds.
	const repeats = Math.ceil(sized(50_000, 100) / count);
	const often = async (work: () => unknown) =>
		(await timed(async () => {
			for (let n = 0; n < repeats; n += 1) await work();
		})) / repeats;
	const times = await inRounds(ROUNDS, {
		parse: () => often(() => JSON.parse(text)),
		rules: () => often(async () => (findings = await auditCards(cards))),
		hash: () => often(() => hashBody(body)),
		whole: async () => {
			// A new one each round: it counts the time for which it was switched off.
			const delay = monitorEventLoopDelay({ resolution: 1 });
			delay.enable();
			await sleep(20);
			delay.reset();
			const ms = await often(() => auditBody(body));
			await sleep(5);
			delay.disable();
			blocked.push(delay.max / 1e6);
			return ms;
		},
	});
	return {
		cards: count,
		findings,
		parseMs: median(times.parse),
		rulesMs: median(times.rules),
		rules: ratio(times.rules, times.parse),
		hash: ratio(times.hash, times.parse),
		whole: ratio(times.whole, times.parse),
		// Of the round that the machine disturbed least.
		blockedMs: Math.min(...blocked),
		'µs a card': (median(times.rules) / count) * 1000,
	};
}

/**
 * More than n8n can carry as items, made as they are looked at: the making is not in the figure. They go through
 * JSON as the API's do: V8 puts texts that a program has joined together only when they are first read, and
 * that took the audit longer than its rules.
 */
async function million(count: number) {
	const audit = new pure.Audit(rules, scene);
	const source = programme(count, NOW);
	let ms = 0;
	for (let done = 0; done < count; done += BATCH) {
		const made = Array.from({ length: BATCH }, () => source.next().value as Card);
		const batch = JSON.parse(JSON.stringify(made)) as Card[];
		ms += await timed(() => batch.forEach((card) => audit.add(card)));
	}
	let findings = 0;
	ms += await timed(async () => (findings = await conclude(audit)));
	return { cards: count, findings, rulesMs: ms, 'µs a card': (ms / count) * 1000 };
}

type Baseline = Parameters<AuditModule['advance']>[0];
type Fields = ConstructorParameters<AuditModule['Comparison']>[0];

async function memory(fields: Fields) {
	const cards = [...programme(LARGE, NOW)];
	const at = new Date(NOW).toISOString();
	const look = async (before?: Baseline): Promise<Baseline> => {
		const known = await inSlices(pure.linesOf(before?.cards ?? ''));
		const comparison = new pure.Comparison(fields, known, before);
		for (const card of cards) comparison.add(card);
		const { step } = await inSlices(comparison.conclude(at));
		const start = before ?? { version: 1, at, scope: 'programme', watched: fields, cards: '' };
		return await inSlices(pure.advance(start, step));
	};
	const baseline = await look();
	for (let n = 0; n < LARGE; n += 400) cards[n] = { ...cards[n], status: 'blocked' };
	const ms = await timed(() => look(baseline));
	const bytes = Buffer.byteLength(JSON.stringify(baseline));
	return { fields: fields.length, bytes, 'bytes a card': bytes / LARGE, ms };
}

/** A list of as many accepted findings, read and put in order. @returns the longest hold of the event loop, in ms */
async function acceptedList(count: number): Promise<number> {
	const given = [...programme(count, NOW)].map(({ id }) => ({
		rule: 'suspended',
		card: id,
		reason: 'Known',
		by: 'Maria',
		until: '2027-01-31',
	}));
	const { calendar } = scene;
	const accepted = {
		rows: [],
		given,
		scene: { calendar, rules: pure.standardRules },
		fromInput: false,
		isGiven: true,
	};
	const held: number[] = [];
	for (let n = 0; n < 3; n += 1) {
		const delay = monitorEventLoopDelay({ resolution: 1 });
		delay.enable();
		await sleep(20);
		delay.reset();
		const rows = await inSlices(acceptedRows(accepted));
		const list = await inSlices(pure.AcceptedList.of(rows, NOW));
		await sleep(5);
		delay.disable();
		if (list.counts.listed !== count) throw new Error('Rows of the list were lost');
		held.push(delay.max / 1e6);
	}
	return Math.min(...held);
}

const growth = [await compare(LARGE / 100), await compare(LARGE / 10), await compare(LARGE)];
const last = growth[growth.length - 1];
report('100,000 cards, all rules', 'JSON.parse of the body', last.rules, '≤ 2×');
report(
	'the same, with reading and parsing the body',
	'JSON.parse of it',
	last.whole,
	'told, not held',
);
console.log(`  longest hold of the event loop: ${last.blockedMs.toFixed(1)} ms (target ≤ 50)`);
const acceptedMs = await acceptedList(LARGE);
console.log(
	`  ${LARGE} accepted findings: longest hold of the event loop: ${acceptedMs.toFixed(1)} ms (target ≤ 50)`,
);
const large = await million(10 * LARGE);
const linear = large['µs a card'] / growth[1]['µs a card'];
report('1,000,000 cards, a card', 'a card of 10,000', linear, 'about 1×');
console.table([...growth, large]);
const usual: Fields = [
	'status',
	'type',
	'network',
	'maskedPan',
	'expirationDate',
	'name',
	'billingAddress',
];
const remembered = [await memory(usual), await memory([...pure.WATCHABLE])];
console.table(remembered);
keepResults('audit', { growth, acceptedMs, large, remembered });
