import { subscriptions } from '../../support/events.mts';
import { setTriggerScene, urlOf } from '../../support/triggerScene.mts';

const scene = setTriggerScene();
const { host, put } = scene;

describe('Listen for test event', () => {
	it('has a subscription of its own, and neither touches the other', async () => {
		const n8n = await host();
		await n8n.activate();
		const [production] = await subscriptions(scene.api);
		await n8n.listen();
		const both = await subscriptions(scene.api);
		expect(both).toHaveLength(2);
		expect(both).toContainEqual(production);
		const test = both.find(({ id }) => id !== production.id)!;
		expect(test.callbackUrl).toContain(`${urlOf(n8n, 'webhook-test')}?token=`);
		await n8n.activate();
		expect(await subscriptions(scene.api)).toContainEqual(test);
		await n8n.stopListening();
		expect(await subscriptions(scene.api)).toEqual([production]);
		await n8n.listen();
		await n8n.deactivate();
		expect(await subscriptions(scene.api)).toMatchObject([
			{ callbackUrl: expect.stringContaining('/webhook-test/') },
		]);
		await n8n.stopListening();
		expect(await subscriptions(scene.api)).toEqual([]);
	});

	it("is the same when the production's static data is all that delete gets to see", async () => {
		const n8n = await host();
		await n8n.activate();
		const [production] = await subscriptions(scene.api);
		await n8n.call('delete', 'test');
		expect(await subscriptions(scene.api)).toEqual([production]);
	});

	it('is the same for a node without a webhook id, whose URL ends in its name', async () => {
		const n8n = await host({ node: { webhookId: undefined } });
		await n8n.activate();
		const [production] = await subscriptions(scene.api);
		expect(production.callbackUrl).toContain('/webhook/workflow-1/offblocks%20trigger/webhook?');
		await n8n.call('delete', 'test');
		expect(await subscriptions(scene.api)).toEqual([production]);
	});

	it('takes over what an n8n that was killed has left', async () => {
		const n8n = await host();
		await n8n.listen();
		const [left] = await subscriptions(scene.api);
		await n8n.listen();
		const [taken, ...others] = await subscriptions(scene.api);
		expect(others).toEqual([]);
		expect(taken.id).toBe(left.id);
		expect(taken.callbackUrl).not.toBe(left.callbackUrl);
		await n8n.stopListening();
		expect(await subscriptions(scene.api)).toEqual([]);
	});

	it.each([
		[
			'whose time is up',
			(until: number) => `until=${until - 3_600}&listener=`,
			'http://127.0.0.1:1',
		],
		['of an earlier process of this n8n', (until: number) => `until=${until}&listener=`, undefined],
	])('another trigger clears away a test %s', async (_, query, origin) => {
		const n8n = await host();
		await n8n.listen();
		const [live] = await subscriptions(scene.api);
		const until = Number(new URL(live.callbackUrl).searchParams.get('until'));
		const dead = `${origin ?? n8n.publicOrigin}/webhook-test/some-node/webhook`;
		await put({ callbackUrl: `${dead}?token=t&${query(until)}gone`, types: ['card.updated'] });
		const elsewhere = 'http://127.0.0.1:2/webhook-test/some-node/webhook';
		const foreign = `${elsewhere}?token=t&until=${until}&listener=other`;
		await put({ callbackUrl: foreign, types: ['card.updated'] });
		const other = await host({ publicOrigin: n8n.publicOrigin });
		await other.activate();
		const urls = (await subscriptions(scene.api)).map(({ callbackUrl }) => callbackUrl);
		expect(urls).toHaveLength(3);
		expect(urls).toEqual(expect.arrayContaining([live.callbackUrl, foreign]));
	});

	it('a trigger whose subscription is there already clears away dead tests, too', async () => {
		const n8n = await host();
		await n8n.activate();
		const dead = `${n8n.publicOrigin}/webhook-test/some-node/webhook?token=t&until=1&listener=gone`;
		await put({ callbackUrl: dead, types: ['card.updated'] });
		await n8n.activate();
		const urls = (await subscriptions(scene.api)).map(({ callbackUrl }) => callbackUrl);
		expect(urls).toEqual([expect.stringContaining(`${urlOf(n8n)}?token=`)]);
	});

	it('publishes, and unpublishes, though it may not clear away the test of another', async () => {
		const n8n = await host();
		const dead = `${n8n.publicOrigin}/webhook-test/some-node/webhook?token=t&until=1&listener=gone`;
		await put({ callbackUrl: dead, types: ['card.updated'] });
		const left = (await subscriptions(scene.api))[0].id;
		const path = `/webhooks/${left}$`;
		await scene.api.fault({ kind: 'status', status: 403, method: 'DELETE', path, times: 2 });
		await n8n.activate();
		const urls = (await subscriptions(scene.api)).map(({ callbackUrl }) => callbackUrl);
		expect(urls).toHaveLength(2);
		expect(urls).toContainEqual(expect.stringContaining(`${urlOf(n8n)}?token=`));
		expect(n8n.warned).toEqual([
			expect.stringContaining(`could not delete the test subscription ${left}, which is over: `),
		]);
		await n8n.deactivate();
		expect(await subscriptions(scene.api)).toMatchObject([{ callbackUrl: dead }]);
	});
});
