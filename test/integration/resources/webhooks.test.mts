// Webhook subscriptions: what of them comes out, filters, and their end.
import { Life } from '../../support/life.mts';
import { byId, startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import { expectNoSecrets, watchSecret } from '../../support/secrets.mts';

const TOKEN = 'YxQ0bM3v9kq7Jc2pLw8sTz5dRf1hGn6a';
const OTHER = 'another-secret-of-another-program';

let api: OffBlocks;
let life: Life;
let ours: string;
let others: string;
beforeAll(async () => {
	api = await startOffBlocks();
	life = new Life(api);
	for (const secret of [TOKEN, OTHER]) watchSecret(secret);
	ours = await life.webhook(`http://127.0.0.1:9/webhook/7f8a1f6e/webhook?token=${TOKEN}&v=1`);
	others = await life.webhook(`http://user:${OTHER}@localhost:9/hook?key=${OTHER}#x`, [
		'account.updated',
		'customer.updated',
	]);
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const SHOWN = 'http://127.0.0.1:9/webhook/7f8a1f6e/webhook?token=[hidden]&v=[hidden]';

it('Get: of the query only the names come out', async () => {
	const item = await life.one('webhook/get', { webhookId: byId(ours) });
	expect(item).toMatchObject({ id: ours, callbackUrl: SHOWN, types: ['card.updated'] });
	const other = await life.one('webhook/get', { webhookId: byId(others) });
	expect(other.callbackUrl).toBe('http://localhost:9/hook?key=[hidden]');
});

it('Get Many: so in a list; whose they are is not known where n8n does not say its address', async () => {
	const { json } = await life.run('webhook/getAll', { returnAll: true, sort: 'createdAscending' });
	expect(json.map(({ id, callbackUrl }) => [id, callbackUrl])).toEqual([
		[ours, SHOWN],
		[others, 'http://localhost:9/hook?key=[hidden]'],
	]);
	for (const item of json) expect(item).toMatchObject({ isThisN8n: null, isReceived: null });
});

it.each([
	[{ types: ['customer.updated'] }, 'others'],
	[{ callbackUrlContains: 'LOCALHOST' }, 'others'],
	[{ callbackUrlContains: '7f8a1f6e' }, 'ours'],
])('Get Many with %j', async (filters, which) => {
	const { json } = await life.run('webhook/getAll', { returnAll: true, filters });
	expect(json.map(({ id }) => id)).toEqual([which === 'ours' ? ours : others]);
});

it('a token cannot be guessed by a filter', async () => {
	const filters = { callbackUrlContains: TOKEN.slice(0, 4) };
	expect((await life.run('webhook/getAll', { filters })).json).toEqual([]);
});

it('Delete', async () => {
	const id = await life.webhook('http://127.0.0.1:9/gone');
	expect(await life.one('webhook/delete', { webhookId: byId(id) })).toEqual({ id, deleted: true });
	const { error } = await life.run('webhook/delete', { webhookId: byId(id) });
	expect(error?.message).toMatch(/^Not found at OffBlocks \(404: Webhook not found\)/);
});
