// What a real n8n makes of deliveries: none lost, none twice, none that is forged.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { deliveryHeaders } from '../../sandbox/webhooks/sign.mts';
import { DELIVERY } from '../support/deliveryContext.mts';
import { eventually } from '../support/eventually.mts';
import { startLiveTrigger, type OwnTrigger } from '../support/liveTrigger.mts';
import { sendAll, shuffled } from '../support/sender.mts';
import { volume } from '../support/volume.mts';
import { keyPair } from '../support/webhookKeys.mts';

const EVENTS = volume(200, 2_000);
const DUPLICATES = EVENTS / 5;
/** First attempts from the kill until n8n is started again, and until the rest waits for it to be up. */
const INTO_THE_GAP = EVENTS * 0.135;
const INTO_THE_RESTART = EVENTS * 0.155;

/** n8n's sandbox for expressions takes most of its time with so many executions, and is not what is tested. */
const QUICK = { N8N_EXPRESSION_ENGINE: 'legacy', N8N_LOG_LEVEL: 'warn' };

let live: OwnTrigger;
beforeAll(async () => {
	live = await startLiveTrigger(QUICK);
});
afterAll(() => live?.stop());

const event = (change: IDataObject = {}) => ({ ...DELIVERY, eventId: randomUUID(), ...change });
const post = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
	const options = {
		headers: { 'content-type': 'application/json', ...headers },
		proxy: false as const,
		validateStatus: () => true,
	};
	return (await axios.post(url, body, options)).status;
};

it('many events, 20 % of them twice, in random order, n8n restarted in between', async () => {
	const workflow = await live.newWorkflow({ confirmWithApi: false });
	await live.client.activate(workflow);
	const [{ callbackUrl }] = await live.untilSubscribed(1);
	const events = Array.from({ length: EVENTS }, () => event());
	const bodies = shuffled([...events, ...events.slice(0, DUPLICATES)]);

	const half = bodies.length / 2;
	let restarting: Promise<void> | undefined;
	let killedAt = 0;
	let endGap = () => {};
	const gap = new Promise<void>((resolve) => (endGap = resolve));
	const report = await sendAll(callbackUrl, bodies, {
		before: async (attempt) => {
			if (attempt === half) {
				// Killed in the middle of its work: the executions it has begun are in its database.
				// The next process takes seconds to come up.
				killedAt = Date.now() + 1_000;
				restarting = live.restart('SIGKILL', gap);
				await sleep(100);
			}
			if (attempt === half + INTO_THE_GAP) endGap();
			if (attempt >= half + INTO_THE_RESTART) await restarting;
		},
	});
	expect(report.lost).toEqual([]);
	expect(report.firstTime.failed).toBeGreaterThanOrEqual(bodies.length / 10);

	await live.untilStarted(workflow.id, EVENTS);
	// Without its event is what the kill cut off at its beginning: that delivery was not answered, and came again.
	const started = await eventually(async () => {
		const all = live.executionsOf(workflow.id);
		const found = all.filter(({ eventId }) => eventId !== undefined);
		expect(all.filter(({ eventId, at }) => eventId === undefined && at >= killedAt)).toEqual([]);
		const ids = [...new Set(found.map(({ eventId }) => eventId))];
		expect(ids.sort()).toEqual(events.map(({ eventId }) => eventId).sort());
		return found;
	});
	// Twice is only what was started both before the kill and after it: no memory of a process lasts longer.
	const oneProcess = (from: number, to: number) => {
		const its = started.filter(({ at }) => at >= from && at < to).map(({ eventId }) => eventId);
		expect(new Set(its).size).toBe(its.length);
		return its.length;
	};
	expect(oneProcess(0, killedAt) + oneProcess(killedAt, Infinity)).toBe(started.length);
	await live.client.deactivate(workflow.id);
	await live.untilSubscribed(0);
});

it.each(['signed', 'digest', 'none'])(
	"a delivery of OffBlocks', %s: one execution, of what OffBlocks has",
	async (deliverySignature) => {
		const { admin } = live.sandbox;
		await admin.put('/settings', { deliverySignature });
		const workflow = await live.newWorkflow();
		await live.client.activate(workflow);
		await live.untilSubscribed(1);
		const eventId = await live.emit();
		const [started] = await live.untilStarted(workflow.id, 1);
		expect(started.eventId).toBe(eventId);
		await sleep(1_500);
		expect(live.executionsOf(workflow.id)).toHaveLength(1);
		await live.client.deactivate(workflow.id);
		await live.untilSubscribed(0);
	},
);

it('forged: no token, wrong token, tampered body, replayed signature, unknown card', async () => {
	const keys = keyPair();
	const options = { requireSignature: true };
	const workflow = await live.newWorkflow(options, { webhookPublicKey: keys.publicKey });
	await live.client.activate(workflow);
	const [{ callbackUrl }] = await live.untilSubscribed(1);
	const { data: card } = await live.sandbox.admin.post('/cards', { status: 'active' });
	const body = (change: IDataObject = {}) =>
		Buffer.from(
			JSON.stringify({ ...card, webhookType: 'card.updated', eventId: randomUUID(), ...change }),
		);
	const signed = (bytes: Buffer, url = callbackUrl) =>
		deliveryHeaders(url, bytes, { keyId: 'key', privateKey: keys.privateKey });
	const bare = callbackUrl.split('?')[0];
	const wrong = `${bare}?token=${'x'.repeat(43)}`;
	const [first, second] = [body(), body()];

	expect(await post(bare, first, await signed(first, bare))).toBe(401);
	expect(await post(wrong, first, await signed(first, wrong))).toBe(401);
	expect(await post(callbackUrl, first)).toBe(401);
	expect(await post(callbackUrl, body({ status: 'blocked' }), await signed(first))).toBe(401);
	expect(await post(callbackUrl, second, await signed(first))).toBe(401);
	const unknown = body({ id: randomUUID() });
	expect(await post(callbackUrl, unknown, await signed(unknown))).toBe(404);
	const malformed = Buffer.from('{');
	expect(await post(callbackUrl, malformed, await signed(malformed))).toBe(422);
	expect(await post(callbackUrl, 'a=b', { 'content-type': 'text/plain' })).toBe(415);
	const form = new FormData();
	form.set('webhookType', 'card.updated');
	expect(await post(callbackUrl, form, { 'content-type': 'multipart/form-data' })).toBe(415);
	expect(live.executionsOf(workflow.id)).toEqual([]);

	expect(await post(callbackUrl, first, await signed(first))).toBe(200);
	expect(await post(callbackUrl, first, await signed(first))).toBe(200);
	await live.untilStarted(workflow.id, 1);
	await sleep(500);
	expect(live.executionsOf(workflow.id)).toHaveLength(1);
	const token = new URL(callbackUrl).searchParams.get('token') ?? '';
	expect(live.log.filter((line) => line.includes(token))).toEqual([]);
	// What was refused is said, and why.
	for (const why of [
		'token of the callback URL is missing',
		'not signed',
		'does not know this card',
	])
		expect(live.log.join('\n')).toContain(why);
});
