// Whatever comes at once: one key is answered in one way, and no entity goes where its states do not lead. The vendor's
// states are written down here once more, from docs.offblocks.xyz (Card States, Authorisation States).
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createSandbox, type RunningSandbox } from '../../sandbox/index.mts';
import { SigningClient } from '../support/client.mts';
import { type Receiver, startReceiver } from '../support/receiver.mts';

const FULL = process.env.TESTS_FULL === '1';
const RUNS = { numRuns: FULL ? 200 : 15, interruptAfterTimeLimit: FULL ? 50_000 : 25_000 };
const TYPES = ['card.updated', 'authorisation.updated', 'transaction.updated'];
const CARD = 'd0000000-0000-4000-8000-000000000501';

let sandbox: RunningSandbox;
let receiver: Receiver;
let client: SigningClient;
beforeAll(async () => {
	receiver = await startReceiver();
	sandbox = await createSandbox({ settings: { stepMs: 0 } });
	client = new SigningClient(sandbox.info);
	await client.token();
});
afterAll(async () => {
	await sandbox?.close();
	await receiver?.close();
});

/** The run that fast-check's time limit interrupts goes on by itself: the next test must not meet it. */
let running: Promise<void> = Promise.resolve();
const tracked =
	<Given extends unknown[]>(body: (...given: Given) => Promise<void>) =>
	(...given: Given): Promise<void> =>
		(running = body(...given));
afterEach(async () => {
	await running.catch(() => undefined);
});

async function fresh(): Promise<void> {
	await sandbox.reset();
	receiver.received.length = 0;
	await client.put('/webhooks', { callbackUrl: receiver.url, types: TYPES });
}

const issuer = async (path: string) => {
	const answer = await fetch(`${sandbox.info.adminUrl}${path}`, { method: 'POST' });
	return { status: answer.status };
};

/** Creations carry milliseconds, changes nanoseconds: as text the former would come last. */
const comparable = (stamp = '') => stamp.slice(0, -1).padEnd(29, '0');

/** The statuses of an entity, each with its time, as its events told them. */
async function told(id: string): Promise<string[]> {
	// Moving the clock sends what is queued, and waits for it.
	await sandbox.clock.moveBy(1);
	return receiver.received
		.map(({ json }) => json as Record<string, string>)
		.filter((event) => event.id === id)
		.sort((one, other) => (comparable(one.updatedAt) < comparable(other.updatedAt) ? -1 : 1))
		.map(({ status = '' }) => status);
}

test('a key is answered in one way, whatever comes at once and with whatever trouble', async () => {
	const write = fc.record({
		key: fc.nat(3),
		does: fc.constantFrom('activate', 'deactivate'),
		// The answer gets lost, or comes late: meanwhile the key is in flight.
		trouble: fc.constantFrom(undefined, 'reset-after' as const, 'latency' as const),
	});
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(write, { minLength: 1, maxLength: 8 }), { maxLength: 4 }),
			tracked(async (batches) => {
				await fresh();
				const keys = Array.from({ length: 4 }, () => randomUUID());
				const answers = new Map<string, Set<string>>();
				const first = new Map<string, string>();
				for (const batch of batches) {
					await Promise.all(
						batch.map(async ({ key, does, trouble }) => {
							if (trouble) sandbox.fault({ kind: trouble, path: `${does}$`, latencyMs: 10 });
							const idempotencyKey = keys[key] ?? '';
							const answer = await client
								.patch(`/cards/${CARD}/${does}`, { idempotencyKey })
								.catch(() => undefined);
							if (!answer) return;
							const { status, data } = answer;
							// In flight, or used with another payload: no answer of the key's own.
							if (status === 422 || data.error === 'idempotency_key_in_flight') return;
							first.set(idempotencyKey, first.get(idempotencyKey) ?? does);
							expect([does, status < 500]).toEqual([first.get(idempotencyKey), true]);
							const said = answers.get(idempotencyKey) ?? new Set();
							answers.set(idempotencyKey, said.add(JSON.stringify([status, data])));
						}),
					);
				}
				for (const said of answers.values()) expect(said.size).toBe(1);
				// Each change took place once: the states take turns.
				const statuses = await told(CARD);
				statuses.forEach((status, index) => {
					expect(status).toBe(index % 2 === 0 ? 'inactive' : 'active');
				});
				expect(statuses.length).toBeLessThanOrEqual(keys.length);
			}),
		),
		RUNS,
	);
});

/** Where each status of a card may lead. */
const CARD_STATES: Record<string, string[]> = {
	active: ['inactive', 'suspended', 'blocked', 'terminated'],
	inactive: ['active', 'terminated'],
	suspended: ['active', 'blocked', 'terminated'],
	blocked: [],
	terminated: [],
};

test('a card goes only where its states lead, API and issuer at once', async () => {
	const deeds = {
		activate: () => client.patch(`/cards/${CARD}/activate`),
		deactivate: () => client.patch(`/cards/${CARD}/deactivate`),
		terminate: () => client.delete(`/cards/${CARD}`),
		suspend: () => issuer(`/cards/${CARD}/suspend`),
		restore: () => issuer(`/cards/${CARD}/restore`),
		block: () => issuer(`/cards/${CARD}/block`),
		close: () => issuer(`/cards/${CARD}/close`),
	};
	const usual = fc.constantFrom('activate', 'deactivate', 'suspend', 'restore');
	const final = fc.constantFrom('block', 'terminate', 'close');
	const deed = fc.oneof({ arbitrary: usual, weight: 6 }, { arbitrary: final, weight: 1 });
	await fc.assert(
		fc.asyncProperty(
			fc.array(deed, { minLength: 2, maxLength: 16 }),
			tracked(async (names) => {
				await fresh();
				const answers = await Promise.all(names.map((name) => deeds[name as keyof typeof deeds]()));
				expect(answers.filter(({ status }) => ![200, 204, 409].includes(status))).toEqual([]);
				const statuses = ['active', ...(await told(CARD))];
				expect(statuses.length - 1).toBe(answers.filter(({ status }) => status < 300).length);
				statuses.slice(1).forEach((status, index) => {
					expect([statuses[index], CARD_STATES[statuses[index] ?? '']]).toEqual([
						statuses[index],
						expect.arrayContaining([status]),
					]);
				});
				expect((await client.get(`/cards/${CARD}`)).data.status).toBe(statuses.at(-1));
			}),
		),
		RUNS,
	);
});

test('a hold ends in one way, with one debit or none, while the clock moves', async () => {
	const deed = fc.constantFrom('capture', 'release', 'month', 'capture', 'release');
	await fc.assert(
		fc.asyncProperty(
			fc.boolean(),
			fc.array(deed, { maxLength: 6 }),
			tracked(async (capture, names) => {
				await fresh();
				const pay = { amount: '3', currency: 'EUR', capture };
				const { data: hold } = await client.post(`/simulator/cards/${CARD}/authorisation`, pay);
				await Promise.all(
					names.map((name) =>
						name === 'month'
							? sandbox.clock.moveBy('1mo')
							: client.patch(`/simulator/authorisations/${hold.id}/${name}`),
					),
				);
				await sandbox.clock.moveBy('1mo');
				const statuses = (await told(hold.id)).join(' ');
				expect(['pending capturing captured', 'pending releasing released']).toContain(statuses);
				const debits = sandbox
					.dump()
					.transactions?.filter(({ authorisationId }) => authorisationId === hold.id);
				expect(debits?.map(({ status }) => status)).toEqual(
					statuses.endsWith('captured') ? ['processed'] : [],
				);
			}),
		),
		RUNS,
	);
});
