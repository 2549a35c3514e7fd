// SIGKILL at any moment: nothing is half written, and what was answered before stays the answer.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { SigningClient } from '../support/client.mts';
import { type OwnSandbox, ownSandbox } from '../support/sandbox.mts';

const FULL = process.env.TESTS_FULL === '1';
const RUNS = { numRuns: FULL ? 20 : 2, interruptAfterTimeLimit: 50_000, endOnFailure: true };
const CARD = 'd0000000-0000-4000-8000-000000000501';
const WRITES = 40;
const PAY = { amount: '1', currency: 'EUR', capture: true };

/** What a write was answered, by key; undefined where the kill came first. */
type Answers = Map<string, string | undefined>;

/** @param answered called at each answer */
async function sendAll(
	client: SigningClient,
	keys: string[],
	answered: () => void = () => undefined,
): Promise<Answers> {
	const entries = keys.map(async (idempotencyKey, index) => {
		const path = index % 3 === 0 ? `/simulator/cards/${CARD}/authorisation` : undefined;
		const answer = await (
			path === undefined
				? client.patch(`/cards/${CARD}/${index % 3 === 1 ? 'deactivate' : 'activate'}`, {
						idempotencyKey,
					})
				: client.post(path, PAY, { idempotencyKey })
		).catch(() => undefined);
		answered();
		return [idempotencyKey, answer && JSON.stringify([answer.status, answer.data])] as const;
	});
	return new Map(await Promise.all(entries));
}

test('killed at any moment, each key keeps its answer, and each payment its debit', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 1, max: WRITES - 5 }), { minLength: 1, maxLength: 2 }),
			async (moments) => {
				const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
				const data = join(folder, 'sandbox.sqlite');
				const keys = Array.from({ length: WRITES }, () => randomUUID());
				let sandbox = await ownSandbox({ data });
				try {
					const before: Answers[] = [];
					for (const moment of moments) {
						const client = new SigningClient(sandbox.info);
						await client.token();
						let left = moment;
						let reached: () => void = () => undefined;
						const due = new Promise<void>((resolve) => (reached = resolve));
						const sent = sendAll(client, keys, () => (left -= 1) <= 0 && reached());
						await due;
						await sandbox.kill('SIGKILL');
						before.push(await sent);
						sandbox = await ownSandbox({ data });
					}
					const after = await sendAll(new SigningClient(sandbox.info), keys);
					for (const answers of before) {
						for (const [key, answer] of answers)
							if (answer !== undefined) expect([key, after.get(key)]).toEqual([key, answer]);
					}
					// What was under way is done: each payment that was taken has one debit.
					await sandbox.admin.post('/clock', { by: '1h' });
					const { data: state } = await sandbox.admin.get('/dump');
					const taken = [...after.values()]
						.filter((answer) => answer?.startsWith('[201'))
						.map((answer) => JSON.parse(answer ?? '')[1].id as string);
					for (const id of taken) {
						const debits = state.transactions.filter(
							(one: { authorisationId?: string }) => one.authorisationId === id,
						);
						expect([id, debits.map(({ status }: { status: string }) => status)]).toEqual([
							id,
							['processed'],
						]);
					}
					const made = state.authorisations.filter(
						({ merchant }: { merchant: { id: string } }) => merchant.id === 'TEST',
					);
					expect(made.map(({ id }: { id: string }) => id).sort()).toEqual([...taken].sort());
					expect(state.steps.filter(({ kind }: { kind: string }) => kind !== 'expire')).toEqual([]);
					await sandbox.stop();
					const database = new DatabaseSync(data, { readOnly: true });
					expect(database.prepare('PRAGMA integrity_check').get()).toEqual({
						integrity_check: 'ok',
					});
					expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
					database.close();
					expect(sandbox.output()).not.toContain('SANDBOX FAULT');
				} finally {
					await sandbox.kill('SIGKILL');
					rmSync(folder, { recursive: true });
				}
			},
		),
		RUNS,
	);
});

test('killed while it makes up cards and payments, the next start goes on', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'sandbox.sqlite');
	// More than go into one transaction.
	const [cards, payments] = FULL ? [200_000, 300_000] : [21_000, 21_000];
	const args = ['--cards', String(cards), '--payments', String(payments)];
	let sandbox: OwnSandbox | undefined;
	try {
		let kills = 0;
		for (let startMs = FULL ? 1_500 : 700; !sandbox; startMs *= FULL ? 2 : 1.25) {
			sandbox = await ownSandbox({ data, args, startMs }).catch((error: Error) => {
				expect(error.message).toMatch(/did not start in/);
				kills += 1;
				return undefined;
			});
		}
		process.stderr.write(`killed ${kills} times while it made up cards and payments\n`);
		expect(kills).toBeGreaterThan(0);
		await sandbox.stop();
		const database = new DatabaseSync(data, { readOnly: true });
		const count = (table: string) =>
			database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n;
		expect(['cards', 'transactions'].map(count)).toEqual([cards, payments]);
		// One more than transactions, and the sample data's.
		expect(Number(count('authorisations')) - payments).toBeLessThan(20);
		expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
		database.close();
	} finally {
		await sandbox?.kill('SIGKILL');
		rmSync(folder, { recursive: true });
	}
}, 600_000);
