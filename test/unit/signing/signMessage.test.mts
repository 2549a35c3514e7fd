import { generateKeyPairSync, verify } from 'node:crypto';

import {
	createSignatureBase,
	signMessage,
	verifyMessage,
} from '../../../nodes/OffBlocks/signing/index.ts';
import type { SignOptions } from '../../../nodes/OffBlocks/signing/index.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const message = {
	method: 'POST',
	url: 'https://api.offblocks.xyz/v1/cards?a=1',
	headers: { 'Content-Type': 'application/json' },
};
const options: SignOptions = {
	key: privateKey,
	keyId: 'k1',
	label: 'sig',
	components: ['@method', 'content-type'],
};

const bytesOf = (signature: string) => Buffer.from(/:(.*):/.exec(signature)?.[1] ?? '', 'base64');
const valid = (base: string, signature: string) =>
	verify(
		'sha384',
		Buffer.from(base),
		{ key: publicKey, dsaEncoding: 'ieee-p1363' },
		bytesOf(signature),
	);

test('the fields have the parameters in order, and 96 bytes that verify over the base', async () => {
	const fields = await signMessage(message, { ...options, created: 1618884473 });
	const params = '("@method" "content-type");keyid="k1";alg="ecdsa-p384-sha384";created=1618884473';
	expect(fields.signatureInput).toBe(`sig=${params}`);
	expect(fields.signature).toMatch(/^sig=:[A-Za-z0-9+/]{128}:$/);
	expect(valid(createSignatureBase(message, options.components, params), fields.signature)).toBe(
		true,
	);
	expect(
		valid(createSignatureBase(message, options.components, `${params};x`), fields.signature),
	).toBe(false);
});

test('optional parameters follow, in order, escaped', async () => {
	const { signatureInput } = await signMessage(message, {
		...options,
		label: '*a-1_.',
		keyId: 'a "b" \\c',
		created: 1,
		tag: 't',
		nonce: 'n"',
		expires: 2,
		algorithm: 'ecdsa-p384-sha384',
		components: [],
	});
	expect(signatureInput).toBe(
		'*a-1_.=();keyid="a \\"b\\" \\\\c";alg="ecdsa-p384-sha384";created=1;expires=2;nonce="n\\"";tag="t"',
	);
});

test('created is the second that has begun, never a later one', async () => {
	const before = Math.floor(Date.now() / 1000);
	const { signatureInput } = await signMessage(message, options);
	const created = Number(/created=(\d+)/.exec(signatureInput)?.[1]);
	expect(created).toBeGreaterThanOrEqual(before);
	expect(created).toBeLessThanOrEqual(Date.now() / 1000);
});

test.each<[string, Partial<SignOptions>, string]>([
	['a label in capitals', { label: 'Sig' }, 'label'],
	['no label', { label: '' }, 'label'],
	['a label with a comma', { label: 'a=(),b' }, 'label'],
	['a created with decimals', { created: 1.5 }, 'parameter'],
	['a created in words', { created: NaN }, 'parameter'],
	['a created before 1970', { created: -1 }, 'parameter'],
	['a created in microseconds too many', { created: 1e15 }, 'parameter'],
	['an expiry before it was created', { created: 10, expires: 9 }, 'parameter'],
	['an expiry with decimals', { created: 10, expires: 10.5 }, 'parameter'],
	['an empty key id', { keyId: '' }, 'parameter'],
	['a key id with a line break', { keyId: 'a\nb' }, 'parameter'],
	['a key id outside ASCII', { keyId: 'clé' }, 'parameter'],
	['a nonce outside ASCII', { nonce: 'é' }, 'parameter'],
	['a tag with a line break', { tag: '\r\n' }, 'parameter'],
	['another algorithm', { algorithm: 'ed25519' as 'ecdsa-p384-sha384' }, 'algorithm'],
	['a field that is not there', { components: ['content-digest'] }, 'component'],
	['an unknown component', { components: ['@nothing'] }, 'component'],
	['a public key', { key: publicKey }, 'key'],
	['a P-256 key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }, 'key'],
	['an Ed25519 key', { key: generateKeyPairSync('ed25519').privateKey }, 'key'],
])('refused: %s', async (_what, changed, kind) => {
	await expect(signMessage(message, { ...options, ...changed })).rejects.toMatchObject({
		name: 'SignatureError',
		kind,
	});
});

test('a public key that has verified still cannot sign, nor a private key verify', async () => {
	const { signature, signatureInput } = await signMessage(message, options);
	const signed = {
		...message,
		headers: { ...message.headers, signature, 'signature-input': signatureInput },
	};
	const policy = { requiredComponents: [], maxAge: 60, clockSkew: 0 };
	await verifyMessage(signed, { ...policy, keys: () => publicKey });

	await expect(signMessage(message, { ...options, key: publicKey })).rejects.toMatchObject({
		kind: 'key',
	});
	await expect(verifyMessage(signed, { ...policy, keys: () => privateKey })).rejects.toMatchObject({
		kind: 'key',
	});
});

test('a hundred at once on the thread pool: each valid for its own message, no two alike', async () => {
	const numbers = Array.from({ length: 100 }, (_, index) => index);
	const signed = await Promise.all(
		numbers.map(async (number) => {
			const one = { ...message, url: `https://api.offblocks.xyz/v1/cards/${number}` };
			const components = ['@path'];
			const fields = await signMessage(one, { ...options, components, created: 1 });
			const base = createSignatureBase(one, components, fields.signatureInput.slice('sig='.length));
			return { base, signature: fields.signature };
		}),
	);
	signed.forEach(({ base, signature }, index) => {
		expect(valid(base, signature)).toBe(true);
		expect(valid(signed[(index + 1) % signed.length].base, signature)).toBe(false);
	});
	expect(new Set(signed.map(({ signature }) => signature)).size).toBe(100);
});

test('signing leaves the event loop free', async () => {
	let finished = 0;
	const work = Array.from({ length: 20 }, () =>
		signMessage(message, options).then(() => finished++),
	);
	await new Promise((resolve) => setImmediate(resolve));
	// One turn of the loop after 20 were started: on the loop itself all 20 would be done.
	expect(finished).toBeLessThan(20);
	await Promise.all(work);
	expect(finished).toBe(20);
});
