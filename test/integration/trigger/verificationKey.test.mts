// The key of GET /webhooks/verification-key: fetched at publishing, and again where a delivery needs it.
import type { IDataObject } from 'n8n-workflow';
import { deliveryHeaders } from '../../../sandbox/webhooks/sign.mts';
import { SigningClient } from '../../support/client.mts';
import { cardEvent } from '../../support/events.mts';
import { eventually } from '../../support/eventually.mts';
import type { TriggerHost } from '../../support/triggerHost.mts';
import { useTriggers } from '../../support/triggers.mts';
import { keyPair } from '../../support/webhookKeys.mts';

const triggers = useTriggers();
const { active } = triggers;
const PATH = '/webhooks/verification-key';

const stranger = keyPair();
const asked = async () => (await triggers.api.calls(/verification-key$/)).length;
const rotate = async () => await triggers.api.sandbox.admin.post('/verification-key');
const refuse = async (status: number, times = 1) =>
	await triggers.api.fault({ kind: 'status', status, method: 'GET', path: PATH, times });
const current = async () =>
	(await new SigningClient(triggers.api.sandbox.info).get(PATH)).data as {
		keyId: string;
		key: string;
	};
const storedIn = ({ staticData }: TriggerHost) =>
	(staticData['node:OffBlocks Trigger'] as IDataObject).production as IDataObject;

/** Has the sandbox send a card event, and waits for what comes of it. */
async function emit(n8n: TriggerHost): Promise<IDataObject | undefined> {
	const before = n8n.answers.length;
	await triggers.api.sandbox.admin.post('/webhooks/emit', { type: 'card.updated' });
	await eventually(async () => expect(n8n.answers.length).toBeGreaterThan(before), 20_000);
	return { status: n8n.answers[before] };
}

const settings = async (change: IDataObject) =>
	await triggers.api.sandbox.admin.put('/settings', change);
afterEach(
	async () => await settings({ deliverySignature: 'signed', deliveryRetrySignature: 'anew' }),
);

it('is fetched at publishing and kept with the subscription', async () => {
	await triggers.api.forgetCalls();
	const { n8n } = await active();
	expect(await asked()).toBe(1);
	const { keyId, key } = await current();
	const pem = Buffer.from(key, 'base64').toString();
	expect(storedIn(n8n)).toMatchObject({ key: { keyId, key: pem } });
	expect(n8n.warned).toEqual([]);
});

it('is fetched again when the workflow is published again', async () => {
	const { n8n } = await active();
	const before = storedIn(n8n).key;
	await rotate();
	await n8n.activate();
	expect(storedIn(n8n).key).not.toEqual(before);
	expect(storedIn(n8n).key).toMatchObject({ keyId: (await current()).keyId });
});

it('is not asked for where the credential has one', async () => {
	await triggers.api.forgetCalls();
	const webhookPublicKey = stranger.publicKey;
	const { n8n } = await active({ credentials: triggers.api.credentials({ webhookPublicKey }) });
	expect(await asked()).toBe(0);
	expect(storedIn(n8n)).not.toHaveProperty('key');
});

describe('deliveries of the sandbox', () => {
	it.each<[string, IDataObject]>([
		['signed without digest', { deliverySignature: 'signed' }],
		['signed with digest', { deliverySignature: 'digest' }],
		['unsigned', { deliverySignature: 'none' }],
		['signed over nothing', { deliverySignature: 'signed', deliveryComponents: '' }],
		['signed over more', { deliverySignature: 'digest', deliveryComponents: '@method @query' }],
	])('%s: one execution', async (_, change) => {
		await settings({ deliveryComponents: null, ...change });
		const { n8n } = await active();
		expect(await emit(n8n)).toEqual({ status: 200 });
		expect(n8n.executions).toMatchObject([{ eventType: 'card.updated', isLatest: true }]);
		await settings({ deliveryComponents: null });
	});

	it.each<[string, number]>([
		['signed', 1],
		['digest', 0],
		['none', 0],
	])('%s: reads the card %i times with Confirm with API off', async (deliverySignature, reads) => {
		await settings({ deliverySignature });
		const { n8n } = await active({ parameters: { options: { confirmWithApi: false } } });
		await triggers.api.forgetCalls();
		expect(await emit(n8n)).toEqual({ status: 200 });
		expect(await triggers.api.calls(/\/cards\//)).toHaveLength(reads);
	});

	it.each<[string, number]>([
		['signed', 200],
		['digest', 200],
		['none', 401],
	])('%s with Require Signature: %i', async (deliverySignature, status) => {
		await settings({ deliverySignature });
		const { n8n } = await active({ parameters: { options: { requireSignature: true } } });
		expect(await emit(n8n)).toEqual({ status });
		expect(n8n.executions).toHaveLength(status === 200 ? 1 : 0);
	});

	it.each(['anew', 'same'])('retried with its signature %s: one execution', async (retry) => {
		await settings({ deliverySignature: 'digest', deliveryRetrySignature: retry, speed: 1000 });
		const { n8n } = await active();
		let failures = 3;
		n8n.beforeStart = async () => {
			if (failures-- > 0) throw new Error('database is locked');
		};
		await emit(n8n);
		await eventually(async () => expect(n8n.executions).toHaveLength(1), 20_000);
		await settings({ speed: 1 });
	});
});

describe('a key that was rotated', () => {
	it('is fetched by the first delivery signed with it, once, and stored keys are not touched', async () => {
		await settings({ deliverySignature: 'digest' });
		const { n8n } = await active({ parameters: { options: { requireSignature: true } } });
		const before = n8n.staticData;
		await rotate();
		await triggers.api.forgetCalls();
		for (let n = 0; n < 3; n += 1) expect(await emit(n8n)).toEqual({ status: 200 });
		expect(await asked()).toBe(1);
		expect(n8n.executions).toHaveLength(3);
		expect(n8n.staticData).toEqual(before);
	});

	it('loses no event that comes again with its first signature', async () => {
		const change = { deliverySignature: 'digest', deliveryRetrySignature: 'same', speed: 20 };
		await settings(change);
		const { n8n } = await active({ parameters: { options: { requireSignature: true } } });
		n8n.beforeStart = async () => {
			throw new Error('database is locked');
		};
		expect(await emit(n8n)).toEqual({ status: 500 });
		await rotate();
		// Signed with the new key, which is known from then on.
		await emit(n8n);
		n8n.beforeStart = async () => {};
		await eventually(async () => expect(n8n.executions).toHaveLength(2), 20_000);
		await settings({ speed: 1 });
	});

	it('cannot be fetched: 503, so that the event comes again', async () => {
		await settings({ deliverySignature: 'digest' });
		const { n8n, url } = await active();
		await refuse(500);
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const headers = await deliveryHeaders(url, body, {
			keyId: 'another',
			privateKey: stranger.privateKey,
		});
		expect(await n8n.deliver(url, body, headers)).toMatchObject({
			status: 503,
			body: { message: 'The signature could not be checked. Send the event again.' },
		});
		expect(n8n.executions).toEqual([]);
	});
});

it('made-up key ids cost one call, and are refused', async () => {
	const { n8n, url } = await active();
	await triggers.api.forgetCalls();
	for (let n = 0; n < 12; n += 1) {
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const key = { keyId: `made-up-${n}`, privateKey: stranger.privateKey };
		const headers = await deliveryHeaders(url, body, key);
		expect((await n8n.deliver(url, body, headers)).status).toBe(401);
	}
	expect(await asked()).toBe(1);
	// Ten lines a minute, and the last one says so.
	expect(n8n.warned).toHaveLength(10);
	expect(n8n.warned.at(-1)).toContain('only counted');
	expect(n8n.executions).toEqual([]);
});

it('a wrong signature under the known key id is refused without asking', async () => {
	const { n8n, url } = await active();
	const { keyId } = await current();
	await triggers.api.forgetCalls();
	const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
	const headers = await deliveryHeaders(url, body, { keyId, privateKey: stranger.privateKey });
	expect((await n8n.deliver(url, body, headers)).status).toBe(401);
	expect(await asked()).toBe(0);
});

describe('OffBlocks gives no key at publishing', () => {
	it.each([
		['404', { kind: 'status', status: 404 }, 'OffBlocks has none (404)'],
		['500', { kind: 'status', status: 500 }, '500'],
		['nonsense', { kind: 'malformed-json' }, 'OffBlocks'],
	])('%s: the workflow is published, n8n hears why, and events come', async (_, fault, why) => {
		await settings({ deliverySignature: 'signed' });
		await triggers.api.fault({ ...fault, method: 'GET', path: PATH, times: 2 });
		const { n8n } = await active();
		expect(n8n.warned).toEqual([expect.stringContaining(why)]);
		expect(n8n.warned[0]).toContain('has no key to check the signatures of deliveries with');
		expect(await emit(n8n)).toEqual({ status: 200 });
		expect(n8n.executions).toMatchObject([{ isLatest: true }]);
	});

	it('and is asked again by the first signed delivery', async () => {
		await settings({ deliverySignature: 'digest' });
		await refuse(404);
		const { n8n } = await active({ parameters: { options: { requireSignature: true } } });
		await triggers.api.forgetCalls();
		expect(await emit(n8n)).toEqual({ status: 200 });
		expect(await asked()).toBe(1);
	});

	it('and once by several deliveries at the same time', async () => {
		await settings({ deliverySignature: 'digest' });
		await refuse(404);
		const { n8n } = await active({ parameters: { options: { requireSignature: true } } });
		await triggers.api.forgetCalls();
		await triggers.api.fault({
			kind: 'latency',
			latencyMs: 500,
			method: 'GET',
			path: PATH,
			times: 1,
		});
		await Promise.all([emit(n8n), emit(n8n), emit(n8n)]);
		await eventually(async () => expect(n8n.executions).toHaveLength(3), 20_000);
		expect(n8n.answers).toEqual([200, 200, 200]);
		expect(await asked()).toBe(1);
	});

	it('with Require Signature it is 503 while OffBlocks cannot be asked', async () => {
		await settings({ deliverySignature: 'digest' });
		await refuse(500, 2);
		const { n8n } = await active({ parameters: { options: { requireSignature: true } } });
		expect(await emit(n8n)).toEqual({ status: 503 });
		expect(n8n.executions).toEqual([]);
	});
});
