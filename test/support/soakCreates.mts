// Creates in a real n8n while the API fails at random and n8n is killed, run again until all have gone through.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runWithItems } from '../../bench/support/bigWorkflow.mts';
import { sandboxCredential } from '../../demo/furnish.mts';
import { WITHOUT_EDITOR } from '../../tools/n8n-environment.mts';
import { N8nClient, startN8n, type N8n } from './n8n.mts';
import { OWNER } from './owner.mts';
import { startSandbox, type Sandbox } from './sandbox.mts';

/** What goes wrong, each as often as the others. */
const TROUBLES = [
	{ kind: 'reset-before' },
	{ kind: 'reset-after' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 429, retryAfter: 0 },
	{ kind: 'status', status: 401 },
	{ kind: 'malformed-json' },
	{ kind: 'empty' },
	{ kind: 'html' },
];

export interface SoakOptions {
	creates: number;
	/** Share of calls that meet trouble. */
	share: number;
	/** How often n8n is killed, spread over the work. */
	kills: number;
	say?: (line: string) => void;
}

export interface SoakResult {
	/** Runs of the workflow, those cut short by a kill included. */
	runs: number;
	kills: number;
	/** Calls that met trouble. */
	troubles: number;
	/** Accounts by how many cards they have: `{ 1: 20000 }` is what is wanted. */
	accountsByCards: Record<number, number>;
	/** Rows of the last run that do not name their own account's card. */
	mismatched: number;
	seconds: number;
}

/** @throws Error where the work does not come to an end */
export async function soakCreates({ say = () => undefined, ...options }: SoakOptions) {
	const started = Date.now();
	const userFolder = mkdtempSync(join(tmpdir(), 'offblocks-soak-'));
	const [sandbox, n8n] = await Promise.all([
		startSandbox(),
		startN8n({ userFolder, env: WITHOUT_EDITOR }),
	]);
	try {
		const accounts = await plantAccounts(sandbox, options.creates);
		await makeTrouble(sandbox, options.share);
		say(`${accounts.length} accounts planted`);
		let client = await enter(n8n);
		const { id } = await client.createCredential(sandboxCredential(sandbox.info));
		let runs = 0;
		const run = async (rows = accounts) => {
			runs += 1;
			return await runWithItems(client, id, createCards, rows);
		};

		for (let kill = 1; kill <= options.kills; kill++) {
			const mark = accounts[Math.floor((accounts.length * kill) / (options.kills + 1))];
			// What becomes of a run that is killed is the next run's business.
			let over = false;
			void run()
				.catch(() => undefined)
				.finally(() => (over = true));
			// The marked row may be one of those that fail: then the run ends without its card.
			await untilCarded(sandbox, mark, () => over);
			await n8n.kill('SIGKILL');
			say(`killed n8n in run ${runs}`);
			await n8n.restart();
			client = await enter(n8n);
		}

		const { output } = await run();
		for (let failed = failures(output); failed.length > 0; failed = failures(output)) {
			if (runs > options.kills + 10) throw new Error(`${failed.length} rows fail again and again`);
			say(`${failed.length} rows failed in run ${runs}`);
			// As one would: those rows once more, with the same keys.
			const again = await run(failed.map((row) => accounts[row]));
			again.output.forEach((item, index) => (output[failed[index]] = item));
		}
		const result = await examine(sandbox, accounts, output);
		return { runs, kills: options.kills, ...result, seconds: (Date.now() - started) / 1_000 };
	} finally {
		await Promise.all([n8n.stop(), sandbox.stop()]);
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** One row an account; its id is the row's idempotency key, which holds across runs. */
const createCards = {
	type: 'n8n-nodes-offblocks.offBlocks',
	typeVersion: 1,
	parameters: {
		resource: 'card',
		operation: 'create',
		accountId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		type: 'virtual',
		billingAddress: {
			address: { firstLine: '1 Street', city: 'London', country: 'GB', postCode: 'NW6 2FG' },
		},
		options: { idempotencyKey: '=soak {{ $json.id }}', maxRetries: 10, concurrency: 20 },
	},
	onError: 'continueRegularOutput',
};

async function enter({ url }: N8n): Promise<N8nClient> {
	const client = new N8nClient(url);
	await client.enter(OWNER);
	return client;
}

async function plantAccounts({ admin }: Sandbox, count: number): Promise<string[]> {
	const ids = Array.from({ length: count }, () => randomUUID());
	const left = [...ids];
	const plant = async () => {
		for (let id = left.pop(); id; id = left.pop()) {
			await admin.post('/accounts', { id, status: 'active' });
		}
	};
	await Promise.all(Array.from({ length: 20 }, plant));
	return ids;
}

async function makeTrouble({ admin }: Sandbox, share: number): Promise<void> {
	// The sandbox asks one after another whether it strikes.
	const probability = 1 - (1 - share) ** (1 / TROUBLES.length);
	for (const trouble of TROUBLES) {
		const where = { method: 'POST', path: '/accounts/.*/cards$', times: 1_000_000_000 };
		await admin.post('/faults', { ...trouble, ...where, probability });
	}
}

async function untilCarded(
	{ admin }: Sandbox,
	accountId: string,
	isOver: () => boolean,
): Promise<void> {
	while (!isOver()) {
		const { data } = await admin.get<unknown[]>('/cards', { params: { accountId } });
		if (data.length > 0) return;
		await sleep(100);
	}
}

/** The rows that failed. Some must: a second 401 in a row is not tried again. */
function failures(output: Record<string, unknown>[]): number[] {
	return output.flatMap(({ error }, row) => (error === undefined ? [] : [row]));
}

async function examine(
	{ admin }: Sandbox,
	accounts: string[],
	output: Record<string, unknown>[],
): Promise<Pick<SoakResult, 'troubles' | 'accountsByCards' | 'mismatched'>> {
	const { data: cards } = await admin.get<Array<{ id: string; accountId: string }>>('/cards');
	const cardsOf = new Map<string, string[]>(accounts.map((id) => [id, []]));
	for (const { id, accountId } of cards) cardsOf.get(accountId)?.push(id);
	const accountsByCards: Record<number, number> = {};
	for (const { length } of cardsOf.values()) {
		accountsByCards[length] = (accountsByCards[length] ?? 0) + 1;
	}
	const fits = (accountId: string, row?: Record<string, unknown>) =>
		row?.accountId === accountId && cardsOf.get(accountId)?.[0] === row.id;
	const { data: faults } = await admin.get<Array<{ hits: number }>>('/faults');
	return {
		accountsByCards,
		mismatched: accounts.filter((id, index) => !fits(id, output[index])).length,
		troubles: faults.reduce((sum, { hits }) => sum + hits, 0),
	};
}
