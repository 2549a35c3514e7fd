// A programme that does not fit into memory is seeded, listed and dumped: the heap is a small part of what is sent.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

const FULL = process.env.TESTS_FULL === '1';
const [CARDS, PAYMENTS] = FULL ? [1_000_000, 5_000_000] : [40_000, 60_000];
/** Megabytes that the sandbox's JavaScript may hold: without anything stored it takes half of that. */
const HEAP = FULL ? 128 : 96;
const LIMIT = FULL ? 7_200_000 : 120_000;

let folder: string;
let sandbox: Sandbox;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const before = process.env.NODE_OPTIONS;
	process.env.NODE_OPTIONS = `--max-old-space-size=${HEAP}`;
	try {
		const args = ['--cards', String(CARDS), '--payments', String(PAYMENTS)];
		sandbox = await startSandbox({ data: join(folder, 'sandbox.sqlite'), args, startMs: LIMIT });
	} finally {
		process.env.NODE_OPTIONS = before ?? '';
	}
}, LIMIT);
afterAll(async () => {
	await sandbox?.stop();
	rmSync(folder, { recursive: true });
});

interface Listed {
	items: number;
	bytes: number;
	/** Whether an id came twice, by a hash of 48 bits. */
	twice: boolean;
}

/** Reads a list as it comes, and counts. */
async function count(url: string, headers: Record<string, string> = {}): Promise<Listed> {
	const { data } = await axios.get(url, { proxy: false, responseType: 'stream', headers });
	const seen = new Set<number>();
	let [items, bytes, rest] = [0, 0, ''];
	for await (const chunk of data as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		const text = rest + chunk.toString('latin1');
		const end = text.lastIndexOf('"id":"');
		const whole = text.slice(0, Math.max(end, 0));
		rest = text.slice(Math.max(end, 0));
		for (const [, id = ''] of whole.matchAll(/"id":"([0-9a-f-]{36})"/g)) {
			items += 1;
			seen.add(createHash('md5').update(id).digest().readUIntBE(0, 6));
		}
	}
	for (const [, id = ''] of rest.matchAll(/"id":"([0-9a-f-]{36})"/g)) {
		items += 1;
		seen.add(createHash('md5').update(id).digest().readUIntBE(0, 6));
	}
	return { items, bytes, twice: seen.size < items };
}

test(
	'all cards, signed, in one list',
	async () => {
		const client = new SigningClient(sandbox.info);
		const { url, headers } = await client.sign('GET', '/cards');
		const { items, bytes, twice } = await count(url, headers);
		expect([items, twice]).toEqual([CARDS, false]);
		console.log(`cards: ${(bytes / 1e6).toFixed(0)} MB`);
	},
	LIMIT,
);

test(
	'the payments of one card, and all in a dump',
	async () => {
		const client = new SigningClient(sandbox.info);
		const busy = 'd0000000-0000-4000-8000-000000000501';
		const { url, headers } = await client.sign('GET', `/cards/${busy}/transactions`);
		const { items } = await count(url, headers);
		expect(items).toBeGreaterThan(PAYMENTS * 0.05);
		const { bytes } = await count(`${sandbox.info.adminUrl}/dump`);
		expect(bytes).toBeGreaterThan(PAYMENTS * 1_000);
		console.log(`dump: ${(bytes / 1e6).toFixed(0)} MB, heap of ${HEAP} MB`);
		expect(sandbox.output()).not.toMatch(/heap out of memory|SANDBOX FAULT/);
	},
	LIMIT,
);
