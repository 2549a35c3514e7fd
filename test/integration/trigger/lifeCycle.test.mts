import { cardEvent, subscriptions } from '../../support/events.mts';
import { setTriggerScene, urlOf } from '../../support/triggerScene.mts';

const scene = setTriggerScene();
const { host, put, remove } = scene;
const puts = async () => (await scene.api.calls()).filter(({ method }) => method === 'PUT');

it('subscribes with a token of 256 bits and deletes what it subscribed', async () => {
	const n8n = await host({ parameters: { events: ['card.updated', 'account.updated'] } });
	await n8n.activate();
	const [subscription, ...others] = await subscriptions(scene.api);
	expect(others).toEqual([]);
	expect(subscription.types.sort()).toEqual(['account.updated', 'card.updated']);
	const url = new URL(subscription.callbackUrl);
	expect(url.origin + url.pathname).toBe(urlOf(n8n));
	expect(Buffer.from(url.searchParams.get('token')!, 'base64url')).toHaveLength(32);
	expect(JSON.stringify(n8n.staticData)).not.toContain(url.searchParams.get('token'));
	await n8n.deactivate();
	expect(await subscriptions(scene.api)).toEqual([]);
	expect(n8n.staticData).toEqual({ 'node:OffBlocks Trigger': {} });
});

it('makes a new token each time', async () => {
	const n8n = await host();
	await n8n.activate();
	const [first] = await subscriptions(scene.api);
	await n8n.deactivate();
	await n8n.activate();
	const [second] = await subscriptions(scene.api);
	expect(second.callbackUrl).not.toBe(first.callbackUrl);
});

it('leaves one that is up to date alone', async () => {
	const n8n = await host();
	await n8n.activate();
	const before = await subscriptions(scene.api);
	const stored = n8n.staticData;
	await n8n.activate();
	expect(await subscriptions(scene.api)).toEqual(before);
	expect(n8n.staticData).toEqual(stored);
	expect(await puts()).toHaveLength(1);
});

it('changes event types in place and keeps the token', async () => {
	const n8n = await host();
	await n8n.activate();
	const [before] = await subscriptions(scene.api);
	n8n.node.parameters = { events: ['card.updated', 'transaction.updated'], options: {} };
	await n8n.activate();
	const [after, ...others] = await subscriptions(scene.api);
	expect(others).toEqual([]);
	expect(after).toMatchObject({ id: before.id, callbackUrl: before.callbackUrl });
	expect(after.types.sort()).toEqual(['card.updated', 'transaction.updated']);
});

it('gives one with another token a new one in place', async () => {
	const n8n = await host();
	await n8n.activate();
	const [before] = await subscriptions(scene.api);
	await put({ ...pick(before), callbackUrl: `${urlOf(n8n)}?token=of-somebody-else` });
	await n8n.activate();
	const [after, ...others] = await subscriptions(scene.api);
	expect(others).toEqual([]);
	expect(after.id).toBe(before.id);
	expect(after.callbackUrl).not.toContain('somebody');
	expect((await n8n.deliver(after.callbackUrl, await cardEvent(scene.api))).status).toBe(200);
});

it('finds by its URL what it has forgotten', async () => {
	const n8n = await host();
	await n8n.activate();
	const [before] = await subscriptions(scene.api);
	n8n.staticData = {};
	await n8n.activate();
	const [after, ...others] = await subscriptions(scene.api);
	expect(others).toEqual([]);
	expect(after.id).toBe(before.id);
	expect((await n8n.deliver(after.callbackUrl, await cardEvent(scene.api))).status).toBe(200);
	n8n.staticData = {};
	await n8n.deactivate();
	expect(await subscriptions(scene.api)).toEqual([]);
});

it('takes its subscription along when n8n moves to another address', async () => {
	const n8n = await host();
	await n8n.activate();
	const [before] = await subscriptions(scene.api);
	n8n.publicOrigin = 'http://localhost:5999/n8n';
	await n8n.activate();
	const [after, ...others] = await subscriptions(scene.api);
	expect(others).toEqual([]);
	expect(after.id).toBe(before.id);
	expect(after.callbackUrl).toContain(`${urlOf(n8n)}?token=`);
	n8n.publicOrigin = 'http://127.0.0.1:5998';
	await n8n.deactivate();
	expect(await subscriptions(scene.api)).toEqual([]);
});

it('stores the new address when that got lost after a move, so that signed deliveries are checked right', async () => {
	const n8n = await host();
	await n8n.activate();
	const before = n8n.staticData;
	n8n.publicOrigin = 'http://localhost:5999/n8n';
	await n8n.activate();
	const moved = n8n.staticData;
	expect(JSON.stringify(moved)).toContain(urlOf(n8n));
	// As an n8n that was killed before it saved.
	n8n.staticData = before;
	await n8n.activate();
	expect(n8n.staticData).toEqual(moved);
	expect(await subscriptions(scene.api)).toHaveLength(1);
});

it('stores the right id when another is stored, and keeps the token', async () => {
	const n8n = await host();
	await n8n.activate();
	const right = n8n.staticData;
	n8n.staticData = JSON.parse(JSON.stringify(right).replace(/"id":"[^"]*"/, '"id":"another"'));
	expect(n8n.staticData).not.toEqual(right);
	const before = await subscriptions(scene.api);
	await n8n.activate();
	expect(n8n.staticData).toEqual(right);
	expect((await subscriptions(scene.api)).map(pick)).toEqual(before.map(pick));
});

it('does not double when the answer to its PUT is lost', async () => {
	const n8n = await host();
	await scene.api.fault({ kind: 'reset-after', method: 'PUT', path: '/webhooks' });
	await expect(n8n.activate()).rejects.toThrow('OffBlocks');
	// n8n calls delete, without static data, and tries again.
	await n8n.activate();
	expect(await subscriptions(scene.api)).toHaveLength(1);
});

it('clears up after a create that failed', async () => {
	const n8n = await host();
	await scene.api.fault({ kind: 'reset-after', method: 'PUT', path: '/webhooks' });
	await expect(n8n.activate()).rejects.toThrow('OffBlocks');
	expect(await subscriptions(scene.api)).toHaveLength(1);
	await n8n.deactivate();
	expect(await subscriptions(scene.api)).toEqual([]);
});

it('deletes doubles and keeps its own', async () => {
	const n8n = await host();
	await n8n.activate();
	const [own] = await subscriptions(scene.api);
	await put({ callbackUrl: `${urlOf(n8n)}?token=double-1`, types: ['card.updated'] });
	await put({ callbackUrl: `${urlOf(n8n)}?token=double-2`, types: ['card.updated'] });
	await n8n.activate();
	expect((await subscriptions(scene.api)).map(({ id }) => id)).toEqual([own.id]);
	await put({ callbackUrl: `${urlOf(n8n)}?token=double-3`, types: ['card.updated'] });
	await n8n.deactivate();
	expect(await subscriptions(scene.api)).toEqual([]);
});

it('tolerates that its subscription is gone already', async () => {
	const n8n = await host();
	await n8n.activate();
	await remove((await subscriptions(scene.api))[0].id);
	await n8n.deactivate();
	await n8n.activate();
	expect(await subscriptions(scene.api)).toHaveLength(1);
});

it('tolerates a subscription that goes between looking and deleting', async () => {
	const n8n = await host();
	await n8n.activate();
	await scene.api.fault({ kind: 'status', status: 404, method: 'DELETE', path: '/webhooks/.*' });
	await expect(n8n.deactivate()).resolves.toBeUndefined();
});

it('says in the words of the API why it could not subscribe', async () => {
	const n8n = await host({ publicOrigin: 'http://n8n.example.com' });
	await expect(n8n.activate()).rejects.toMatchObject({
		name: 'NodeApiError',
		message: expect.stringContaining('callbackUrl names n8n.example.com'),
	});
	await scene.api.fault({ kind: 'status', status: 500, method: 'GET', path: '/webhooks' });
	await expect(n8n.deactivate()).rejects.toMatchObject({
		name: 'NodeApiError',
		message: expect.stringContaining('500'),
	});
});

it("never takes another workflow's subscription, whose static data it has a copy of", async () => {
	const original = await host();
	await original.activate();
	const [before] = await subscriptions(scene.api);
	const copy = await host({ workflowId: 'workflow-2', staticData: original.staticData });
	await copy.activate();
	const after = await subscriptions(scene.api);
	expect(after).toHaveLength(2);
	expect(after).toContainEqual(before);
	await copy.deactivate();
	expect(await subscriptions(scene.api)).toEqual([before]);
});

const pick = ({
	id,
	callbackUrl,
	types,
}: {
	id: string;
	callbackUrl: string;
	types: string[];
}) => ({
	id,
	callbackUrl,
	types,
});
