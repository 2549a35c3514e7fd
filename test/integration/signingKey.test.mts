// Signing Key: Register with a key that nobody knows yet, Remove, and a rotation in which no call is refused.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import { runNode, type TestCredentials } from '../support/engine.mts';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { expectNoSecrets, watchSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const newPrivateKey = () =>
	generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
		.privateKey.export({ type: 'sec1', format: 'pem' })
		.toString();

/** A credential whose key OffBlocks has never seen. */
function withNewKey(change = {}): TestCredentials {
	const credentials = api.credentials({
		keyId: randomUUID(),
		privateKey: newPrivateKey(),
		...change,
	});
	watchSecrets(credentials.stored);
	return credentials;
}

const REGISTER = { resource: 'signingKey', operation: 'register' };
const remove = (keyId: unknown, options = {}) =>
	({ resource: 'signingKey', operation: 'remove', keyId, options }) as INodeParameters;
const run = (parameters: INodeParameters, credentials: TestCredentials) =>
	runNode(parameters, { credentials });
const list = (credentials: TestCredentials) =>
	run({ resource: 'webhook', operation: 'getAll' }, credentials);

describe('Register', () => {
	it('makes a key known that was not, and nothing signed goes out before', async () => {
		const credentials = withNewKey();
		const { keyId } = credentials.stored;
		const before = await list(credentials);
		expect(before.error?.message).toMatch(/refused the signature/);
		await api.forgetCalls();
		const { json, error } = await run(REGISTER, credentials);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ keyId, registered: true, works: true }]);
		const calls = await api.calls();
		expect(calls.map(({ method, path }) => `${String(method)} ${String(path)}`)).toEqual([
			'PUT /v1/auth/signing',
			'GET /v1/webhooks',
		]);
		expect(calls[0].idempotencyKey ?? null).toBeNull();
		expect(calls[0].coveredComponents ?? []).toEqual([]);
		expect((await list(credentials)).error).toBeUndefined();
	});

	it('does the same when done twice, and takes a new key under the same id', async () => {
		const credentials = withNewKey();
		const { keyId } = credentials.stored;
		const item = { keyId, registered: true, works: true };
		const { json } = await runNode(REGISTER, { credentials, items: [{}, {}] });
		expect(json).toEqual([item, item]);
		const other = withNewKey({ keyId });
		expect((await run(REGISTER, other)).json).toEqual([item]);
		expect((await list(credentials)).error?.message).toMatch(/refused the signature/);
	});

	it('takes values as they were pasted', async () => {
		const keyId = randomUUID();
		const credentials = withNewKey({ keyId: ` "${keyId}"\u200b ` });
		expect((await run(REGISTER, credentials)).json).toMatchObject([{ keyId, works: true }]);
		expect((await list(credentials)).error).toBeUndefined();
	});

	it.each([
		['no key ID', { keyId: '' }, 'The Key ID of the OffBlocks credential is not a UUID'],
		['a name as key ID', { keyId: 'my key' }, 'The Key ID of the OffBlocks credential is not'],
		['no private key', { privateKey: '' }, 'The private key must be an unencrypted PEM'],
		[
			'a key on another curve',
			{
				privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' })
					.privateKey.export({ type: 'pkcs8', format: 'pem' })
					.toString(),
			},
			'This is a key on the wrong curve',
		],
	])('with %s nothing is sent', async (_, change, words) => {
		const { error } = await run(REGISTER, withNewKey(change));
		expect(error?.message).toContain(words);
		expect(await api.calls()).toEqual([]);
	});

	it('a registration that is refused says why, and tries nothing', async () => {
		await api.fault({
			kind: 'status',
			status: 400,
			method: 'PUT',
			path: '/auth/signing',
			times: 1,
		});
		const { error } = await run(REGISTER, withNewKey());
		expect(error?.message).toMatch(/^OffBlocks refused .*\(400/);
		expect(error?.message).not.toContain('The key is registered');
		expect(await api.calls(/webhooks/)).toEqual([]);
	});

	it('a signed call that is refused all the same is told apart from that', async () => {
		// What this credential covers does not fit: "created" alone, in place of the parts of the request.
		const credentials = withNewKey({ advancedSignature: true, signedComponents: '@method' });
		const { error } = await run(REGISTER, credentials);
		expect(error?.message).toMatch(
			/^The key is registered, but a signed call was refused: OffBlocks refused the signature \(400/,
		);
		expect(error?.description).toContain(String(credentials.stored.keyId));
		expect(await api.calls(/auth\/signing/)).toHaveLength(1);
	});

	it('a signed call that gets no answer is no refusal', async () => {
		await api.fault({ kind: 'status', status: 500, method: 'GET', path: '/webhooks', times: 1 });
		const { error } = await run({ ...REGISTER, options: { maxRetries: 0 } }, withNewKey());
		expect(error?.message).toMatch(/^The key is registered, but it could not be tested: .*\(500/);
	});
});

describe('Remove', () => {
	it('removes another key', async () => {
		const other = withNewKey();
		const { keyId } = other.stored;
		await run(REGISTER, other);
		await api.forgetCalls();
		const { json } = await run(remove(keyId), api.credentials());
		expect(json).toEqual([{ keyId, removed: true }]);
		expect(await api.calls()).toMatchObject([{ method: 'DELETE', status: 204 }]);
		expect((await list(other)).error?.message).toMatch(/refused the signature/);
	});

	it.each([String, (id: string) => id.toUpperCase(), (id: string) => ` ${id} `])(
		"refuses the credential's own key, however it is written",
		async (write) => {
			const credentials = withNewKey();
			await run(REGISTER, credentials);
			await api.forgetCalls();
			const { error } = await run(remove(write(String(credentials.stored.keyId))), credentials);
			expect(error?.message).toMatch(/^This credential signs with this Key ID/);
			expect(await api.calls()).toEqual([]);
			expect((await list(credentials)).error).toBeUndefined();
		},
	);

	it('removes it where that was asked for', async () => {
		const credentials = withNewKey();
		const { keyId } = credentials.stored;
		await run(REGISTER, credentials);
		const { json } = await run(remove(keyId, { removeOwnKey: true }), credentials);
		expect(json).toEqual([{ keyId, removed: true }]);
		expect((await list(credentials)).error?.message).toMatch(/refused the signature/);
	});

	it('a key that is not registered is a refusal in the words of the API', async () => {
		const { error } = await run(remove(randomUUID()), api.credentials());
		expect(error?.message).toMatch(/^OffBlocks refused the request \(400: .*not registered/);
	});

	it.each(['={{ "" }}', 'my key', 5])('Key ID %j is refused unsent', async (keyId) => {
		const { error } = await run(remove(keyId), api.credentials());
		expect(error?.message).toMatch(/^Key ID is (empty|not a UUID)/);
		expect(await api.calls()).toEqual([]);
	});
});

it('a rotation has no gap: register anew, switch, remove the old one', async () => {
	const old = withNewKey();
	await run(REGISTER, old);
	// The second credential has the same API key, a new private key and a new Key ID.
	const next = withNewKey();
	const read = async (credentials: TestCredentials) => (await list(credentials)).error;
	expect(await read(old)).toBeUndefined();
	await run(REGISTER, next);
	for (const credentials of [old, next]) expect(await read(credentials)).toBeUndefined();
	await run(remove(old.stored.keyId), next);
	expect(await read(next)).toBeUndefined();
	expect((await read(old))?.message).toMatch(/refused the signature/);
	const { json } = await run(
		{ resource: 'card', operation: 'deactivate', cardId: byId(await api.newCard()) },
		next,
	);
	expect(json).toMatchObject([{ status: 'inactive' }]);
});
