import { createPublicKey } from 'node:crypto';
import { useScene } from './lifeCycle.mts';

const scene = useScene();

interface Asset {
	id: string;
	blockchain: string;
}

test('chains have CAIP-2 ids, and every asset is on one of them', async () => {
	const { status, data: chains } = await scene.client.get('/chains');
	expect(status).toBe(200);
	const ids = chains.map(({ id }: { id: string }) => id);
	expect(ids).toEqual(expect.arrayContaining(['eip155:324', 'eip155:300', 'tron:27Lqcw']));
	const { data: assets } = await scene.client.get('/assets');
	for (const { id, blockchain } of assets as Asset[]) {
		expect(ids).toContain(blockchain);
		expect(id.startsWith(`${blockchain}/`)).toBe(true);
	}
});

test('assets of one chain, and none of a chain that is not there', async () => {
	const { data: all } = await scene.client.get('/assets');
	const { data } = await scene.client.get('/assets?chain=eip155:324');
	expect(data.length).toBeGreaterThan(0);
	expect(data).toEqual(all.filter(({ blockchain }: Asset) => blockchain === 'eip155:324'));
	expect((await scene.client.get('/assets?chain=eip155:1')).data).toEqual([]);
});

test('the verification key is the one that deliveries are signed with', async () => {
	const { status, data } = await scene.client.get('/webhooks/verification-key');
	const { webhookKeyId, webhookPublicKey } = scene.sandbox.info;
	expect([status, data.keyId]).toEqual([200, webhookKeyId]);
	const pem = Buffer.from(data.key, 'base64').toString();
	expect(pem).toBe(webhookPublicKey);
	expect(createPublicKey(pem).asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
});
