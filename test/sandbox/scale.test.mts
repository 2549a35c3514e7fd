// A programme that does not fit into memory is seeded, listed and dumped: the heap is a small part of what is sent.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { SigningClient } from '../support/client.mts';
import { type OwnSandbox, ownSandbox } from '../support/sandbox.mts';

const FULL = process.env.TESTS_FULL === '1';
const [CARDS, PAYMENTS] = FULL ? [1_000_000, 5_000_000] : [30_000, 40_000];
/** Megabytes that the sandbox's JavaScript may hold: without anything stored it takes half of that. */
const HEAP = FULL ? 128 : 96;
/** The whole took 26 minutes on two cores that others used, too. */
const LIMIT = FULL ? 2_400_000 : 120_000;
const BUSY = 'd0000000-0000-4000-8000-000000000501';

let folder: string;
let sandbox: OwnSandbox;
/** What took how long, and how much it was. Printed, not held against anything. */
const took: string[] = [];

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
	const before = performance.now();
	const result = await work();
	took.push(`${what} ${((performance.now() - before) / 1000).toFixed(1)} s`);
	return result;
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'sandbox.sqlite');
	const before = process.env.NODE_OPTIONS;
	process.env.NODE_OPTIONS = `--max-old-space-size=${HEAP}`;
	try {
		const args = ['--cards', String(CARDS), '--payments', String(PAYMENTS)];
		sandbox = await timed('seeded in', () => ownSandbox({ data, args, startMs: LIMIT }));
		took.push(`a file of ${(statSync(data).size / 1e6).toFixed(0)} MB`);
	} finally {
		process.env.NODE_OPTIONS = before ?? '';
	}
}, LIMIT);
afterAll(async () => {
	if (sandbox) {
		const size = `${CARDS} cards, ${PAYMENTS} payments, a heap of ${HEAP} MB`;
		process.stderr.write(`${[size, ...took, peakOf(sandbox.pid)].join(', ')}\n`);
		await sandbox.stop();
	}
	rmSync(folder, { recursive: true });
});

/** The most memory that a process has taken, on Linux. */
function peakOf(pid: number): string {
	const status = `/proc/${pid}/status`;
	const peak = existsSync(status) && /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1];
	return `of memory ${peak ? (Number(peak) / 1e3).toFixed(0) : 'unknown'} MB`;
}

/** An answer as it comes. */
async function read(
	url: string,
	headers: Record<string, string> = {},
): Promise<AsyncIterable<Buffer>> {
	const { data } = await axios.get(url, { proxy: false, responseType: 'stream', headers });
	return data as AsyncIterable<Buffer>;
}

/** Calls with whatever the pattern finds; a match has at most 100 characters. @returns how many there were */
async function eachMatch(
	chunks: AsyncIterable<Buffer>,
	pattern: RegExp,
	found: (match: string) => void = () => undefined,
): Promise<number> {
	let [rest, count] = ['', 0];
	for await (const chunk of chunks) {
		const text = rest + chunk.toString('latin1');
		let end = 0;
		for (const match of text.matchAll(pattern)) {
			count += 1;
			found(match[0]);
			end = match.index + match[0].length;
		}
		rest = text.slice(Math.max(end, text.length - 100));
	}
	return count;
}

test(
	'all cards, signed, in one list, each once',
	async () => {
		const client = new SigningClient(sandbox.info);
		const { url, headers } = await client.sign('GET', '/cards');
		const seen = new Set<string>();
		const items = await timed('cards listed in', async () =>
			eachMatch(await read(url, headers), /"id":"[0-9a-f-]{36}"/g, (id) =>
				seen.add(id.slice(6, 20)),
			),
		);
		// Their first 14 characters tell the made-up ones apart; those of the small world are alike.
		expect(items).toBe(CARDS);
		expect(seen.size).toBeGreaterThan(CARDS - 20);
	},
	LIMIT,
);

test(
	'the payments of one card, which has a tenth of all',
	async () => {
		const client = new SigningClient(sandbox.info);
		const { url, headers } = await client.sign('GET', `/cards/${BUSY}/transactions`);
		const items = await timed('of one card in', async () =>
			eachMatch(await read(url, headers), /"id":"f[0-9a-f-]{35}"/g),
		);
		expect(items).toBeGreaterThan(PAYMENTS * 0.05);
		// Its page shows the latest ones.
		const page = await axios.get(`${sandbox.info.baseUrl.replace('/v1', '')}/page/cards/${BUSY}`);
		expect(page.status).toBe(200);
	},
	LIMIT,
);

test(
	'everything in a dump, a line each',
	async () => {
		let [lines, bytes] = [0, 0];
		await timed('dumped in', async () => {
			for await (const chunk of await read(`${sandbox.info.adminUrl}/dump`)) {
				bytes += chunk.length;
				for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
			}
		});
		took.push(`which is ${(bytes / 1e6).toFixed(0)} MB`);
		// Each payment is a hold and a transaction; cards come with an account and a customer, some share them.
		expect(lines).toBeGreaterThan(CARDS * 2.4 + PAYMENTS * 2);
		expect(bytes).toBeGreaterThan(PAYMENTS * 1_000);
		expect(sandbox.output()).not.toMatch(/heap out of memory|SANDBOX FAULT/);
	},
	LIMIT,
);
