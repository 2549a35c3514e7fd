// Each shape of error body and of a refused signature that OffBlocks may have: its words, the field, the cause.
import { randomUUID } from 'node:crypto';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';
import { expectNoSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const set = async (settings: object) => await api.sandbox.admin.put('/settings', settings);
const get = { resource: 'card', operation: 'get', cardId: byId(randomUUID()) };

describe.each(['message', 'text', 'empty', 'nested'])('bodies: %s', (errorBody) => {
	beforeAll(async () => await set({ errorBody }));
	afterAll(async () => await set({ errorBody: 'message' }));

	it('404', async () => {
		const { error } = await runNode(get, { credentials: api.credentials() });
		expect(error?.message).toBe(
			`Not found at OffBlocks (404${errorBody === 'empty' ? '' : ': Card not found'}) [item 0]`,
		);
	});

	it('409 at the first attempt', async () => {
		const cardId = byId(await api.newCard({ status: 'blocked' }));
		await api.forgetCalls();
		const activate = { resource: 'card', operation: 'activate', cardId };
		const { error } = await runNode(activate, { credentials: api.credentials() });
		expect(error?.message).toBe(
			`OffBlocks refused the request (409${errorBody === 'empty' ? '' : ': Invalid state transition'}) [item 0]`,
		);
		expect(error?.description).toMatch(/^The card is blocked/);
		expect((await api.calls(/activate$/)).length).toBe(1);
	});
});

describe.each(['text400', 'json401'])('a refused signature: %s', (signatureRefusal) => {
	beforeAll(async () => await set({ signatureRefusal }));
	afterAll(async () => await set({ signatureRefusal: 'text400' }));

	it('names the key id that was used, and says that the clocks agree', async () => {
		const keyId = randomUUID();
		const create = {
			resource: 'card',
			operation: 'create',
			accountId: byId(await api.newAccount()),
			type: 'virtual',
			billingAddress: ADDRESS,
		};
		const { error } = await runNode(create, { credentials: api.credentials({ keyId }) });
		expect(error?.message).toMatch(
			/^OffBlocks refused the signature \((400|401): .+\) \[item 0\]$/,
		);
		expect(error?.description).toContain(`The Key ID used is ${keyId}`);
		expect(error?.description).toContain("This machine's clock agrees with OffBlocks' clock.");
	});
});
