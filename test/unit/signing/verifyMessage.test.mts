import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import {
	createContentDigest,
	createSignatureBase,
	signMessage,
	verifyMessage,
} from '../../../nodes/OffBlocks/signing/index.ts';
import type { HttpMessage, VerificationPolicy } from '../../../nodes/OffBlocks/signing/index.ts';

const NOW = 1_700_000_000;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const body = Buffer.from('{"amount":"1.0"}');

const unsigned: HttpMessage = {
	method: 'POST',
	url: 'https://hooks.example/webhook/1?a=1',
	headers: {
		'content-type': 'application/json',
		'content-digest': createContentDigest(body, 'sha-256'),
	},
};
const policy: VerificationPolicy = {
	keys: (keyId) => (keyId === 'k1' ? publicKey : undefined),
	requiredComponents: ['@method'],
	maxAge: 300,
	clockSkew: 5,
	now: NOW,
	body,
};

/** `unsigned` with Signature fields over these parameters, whatever they are, made by node:crypto alone. */
function signedWith(params: string, label = 'sig', key: KeyObject = privateKey): HttpMessage {
	const components = [...params.slice(0, params.indexOf(')')).matchAll(/"[^"]*"/g)].map(
		([id]) => id,
	);
	const list = `(${components.join(' ')})`;
	const base = createSignatureBase(
		unsigned,
		components,
		list + params.slice(params.indexOf(')') + 1),
	);
	const hash = key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'sha256' : 'sha384';
	const signature = sign(hash, Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' });
	return withFields(`${label}=${params}`, `${label}=:${signature.toString('base64')}:`);
}

function withFields(input: string | string[], signature: string | string[]): HttpMessage {
	return {
		...unsigned,
		headers: { ...unsigned.headers, 'Signature-Input': input, Signature: signature },
	};
}

const GOOD = `("@method" "content-digest");created=${NOW};keyid="k1";alg="ecdsa-p384-sha384"`;
const good = signedWith(GOOD);
const inputOf = (message: HttpMessage) => String(message.headers['Signature-Input']);
const signatureOf = (message: HttpMessage) => String(message.headers.Signature);

async function verdict(
	message: HttpMessage,
	changed: Partial<VerificationPolicy> = {},
): Promise<string> {
	try {
		await verifyMessage(message, { ...policy, ...changed });
		return 'verified';
	} catch (error) {
		expect(error).toMatchObject({ name: 'SignatureError' });
		return (error as { kind: string }).kind;
	}
}

test('a good signature and what is known of it', async () => {
	await expect(verifyMessage(good, policy)).resolves.toEqual({
		label: 'sig',
		keyId: 'k1',
		algorithm: 'ecdsa-p384-sha384',
		created: NOW,
		components: ['"@method"', '"content-digest"'],
		bodyVerified: true,
	});
	const all = signedWith(
		`("@method");created=${NOW};keyid="k1";expires=${NOW + 9};nonce="n";tag="t"`,
	);
	await expect(verifyMessage(all, policy)).resolves.toEqual({
		label: 'sig',
		keyId: 'k1',
		created: NOW,
		expires: NOW + 9,
		nonce: 'n',
		tag: 't',
		components: ['"@method"'],
		bodyVerified: false,
	});
});

describe('signature parameters', () => {
	const params = (rest: string) => signedWith(`("@method")${rest}`);

	test.each([
		['without alg', `;created=${NOW};keyid="k1"`],
		['in another order', `;keyid="k1";alg="ecdsa-p384-sha384";created=${NOW}`],
	])('accepted: %s', async (_what, rest) => expect(await verdict(params(rest))).toBe('verified'));

	test.each([
		['no parameters', '', 'parameter'],
		['no created', ';keyid="k1"', 'parameter'],
		['no keyid', `;created=${NOW}`, 'parameter'],
		['a keyid that is not known', `;created=${NOW};keyid="k2"`, 'unknown-key'],
		[
			'a keyid of a property every object has',
			`;created=${NOW};keyid="constructor"`,
			'unknown-key',
		],
		['an empty keyid', `;created=${NOW};keyid=""`, 'parameter'],
		['a token for keyid', `;created=${NOW};keyid=k1`, 'parameter'],
		['a string for created', `;created="${NOW}";keyid="k1"`, 'parameter'],
		['a date for created', `;keyid="k1";created=@${NOW}`, 'parameter'],
		['a negative created', ';created=-1;keyid="k1"', 'parameter'],
		['another algorithm', `;created=${NOW};keyid="k1";alg="ecdsa-p256-sha256"`, 'algorithm'],
		['the algorithm as a token', `;created=${NOW};keyid="k1";alg=ecdsa-p384-sha384`, 'algorithm'],
		['an unknown parameter', `;created=${NOW};keyid="k1";foo="1"`, 'parameter'],
		[
			'an expiry before it was created',
			`;created=${NOW};keyid="k1";expires=${NOW - 1}`,
			'parameter',
		],
		['a number for nonce', `;created=${NOW};keyid="k1";nonce=1`, 'parameter'],
		['a flag for tag', `;created=${NOW};keyid="k1";tag`, 'parameter'],
		['created with decimals', `;created=${NOW}.0;keyid="k1"`, 'malformed'],
		['created with a leading zero', `;created=0${NOW};keyid="k1"`, 'malformed'],
		['created twice', `;created=1;keyid="k1";created=${NOW}`, 'malformed'],
		['keyid twice', `;created=${NOW};keyid="k2";keyid="k1"`, 'malformed'],
		['keyid twice, the same', `;created=${NOW};keyid="k1";keyid="k1"`, 'malformed'],
	])('refused: %s', async (_what, rest, code) => expect(await verdict(params(rest))).toBe(code));
});

describe('time', () => {
	const at = (created: number, expires?: number) =>
		signedWith(`("@method");created=${created};keyid="k1"${expires ? `;expires=${expires}` : ''}`);

	test.each([
		['now', at(NOW), 'verified'],
		['as old as may be', at(NOW - 300), 'verified'],
		['a second older', at(NOW - 301), 'time'],
		['ahead by the skew', at(NOW + 5), 'verified'],
		['ahead by a second more', at(NOW + 6), 'time'],
		['expiring this second', at(NOW - 9, NOW), 'verified'],
		['expired a second ago', at(NOW - 9, NOW - 1), 'time'],
	])('%s', async (_what, message, expected) => expect(await verdict(message)).toBe(expected));

	test.each([{ maxAge: NaN }, { clockSkew: NaN }, { now: NaN }])(
		'a policy with %j refuses rather than accepts',
		async (broken) => expect(await verdict(good, broken)).toBe('time'),
	);

	test('the clock is asked where the policy has no time', async () => {
		expect(await verdict(at(Math.floor(Date.now() / 1000)), { now: undefined })).toBe('verified');
		expect(await verdict(good, { now: undefined })).toBe('time');
	});
});

describe('labels and several signatures', () => {
	const second = signedWith(GOOD, 'two');
	const both = withFields(
		`${inputOf(good)}, ${inputOf(second)}`,
		`${signatureOf(second)}, ${signatureOf(good)}`,
	);
	const forged = signatureOf(good).replace('sig=', 'evil=');

	test.each<[string, HttpMessage, string | undefined, string]>([
		['the only one by its label', good, 'sig', 'verified'],
		['one of two by its label', both, 'two', 'verified'],
		[
			'two on lines of their own',
			withFields([inputOf(good), inputOf(second)], [signatureOf(good), signatureOf(second)]),
			'sig',
			'verified',
		],
		[
			'a good one beside a broken one',
			withFields(`${inputOf(good)}, evil=("@nothing");foo`, `${signatureOf(good)}, evil=:AAAA:`),
			'sig',
			'verified',
		],
		[
			'a broken one beside a good one',
			withFields(
				`${inputOf(good)}, evil=${GOOD.replace('k1', 'k2')}`,
				`${signatureOf(good)}, ${forged}`,
			),
			'evil',
			'unknown-key',
		],
		['two and no label asked for', both, undefined, 'label'],
		['a label that is not there', good, 'other', 'label'],
		[
			'an input without signature',
			withFields(`${inputOf(good)}, x=()`, signatureOf(good)),
			'sig',
			'label',
		],
		[
			'a signature without input',
			withFields(inputOf(good), `${signatureOf(good)}, x=:AAAA:`),
			'sig',
			'label',
		],
		['labels that differ', withFields(inputOf(good), forged), undefined, 'label'],
		[
			'a label twice in Signature-Input',
			withFields(`sig=(), ${inputOf(good)}`, signatureOf(good)),
			undefined,
			'malformed',
		],
		[
			'a label twice in Signature',
			withFields(inputOf(good), `sig=:AAAA:, ${signatureOf(good)}`),
			undefined,
			'malformed',
		],
		[
			'a label twice on two lines',
			withFields([inputOf(good), inputOf(good)], signatureOf(good)),
			undefined,
			'malformed',
		],
	])('%s', async (_what, message, label, expected) =>
		expect(await verdict(message, { label })).toBe(expected),
	);
});

describe('the fields themselves', () => {
	const value = signatureOf(good).slice('sig='.length);
	const base64 = value.slice(1, -1);
	const der = sign('sha384', Buffer.from('x'), privateKey).toString('base64');
	const bytes = (count: number) => `sig=:${Buffer.alloc(count, 1).toString('base64')}:`;

	test.each([
		[
			'blanks where they mean nothing',
			withFields(
				`  ${inputOf(good).replace('" "', '"   "').replace(/;/g, '; ')} `,
				` ${signatureOf(good)}`,
			),
			'verified',
		],
		[
			'no Signature-Input',
			{ ...good, headers: { ...unsigned.headers, signature: signatureOf(good) } },
			'missing',
		],
		[
			'no Signature',
			{ ...good, headers: { ...unsigned.headers, 'signature-input': inputOf(good) } },
			'missing',
		],
		['neither', unsigned, 'missing'],
		['empty fields', withFields('', ''), 'missing'],
		['no dictionary', withFields('("@method")', signatureOf(good)), 'malformed'],
		['an item for an inner list', withFields('sig="x"', signatureOf(good)), 'malformed'],
		['a flag for an inner list', withFields('sig', signatureOf(good)), 'malformed'],
		['an unclosed list', withFields('sig=("@method"', signatureOf(good)), 'malformed'],
		['a string for a signature', withFields(inputOf(good), `sig="${base64}"`), 'malformed'],
		['a list for a signature', withFields(inputOf(good), `sig=(${value})`), 'malformed'],
		[
			'a parameter on the signature',
			withFields(inputOf(good), `${signatureOf(good)};a`),
			'malformed',
		],
		['url-safe base64', withFields(inputOf(good), `sig=:${'-_'.repeat(64)}:`), 'malformed'],
		['a blank inside the bytes', withFields(inputOf(good), `sig=: ${base64}:`), 'malformed'],
		['a DER signature', withFields(inputOf(good), `sig=:${der}:`), 'mismatch'],
		['no bytes', withFields(inputOf(good), 'sig=::'), 'mismatch'],
		['95 bytes', withFields(inputOf(good), bytes(95)), 'mismatch'],
		['97 bytes', withFields(inputOf(good), bytes(97)), 'mismatch'],
		[
			'zeros',
			withFields(inputOf(good), `sig=:${Buffer.alloc(96).toString('base64')}:`),
			'mismatch',
		],
		['96 other bytes', withFields(inputOf(good), bytes(96)), 'mismatch'],
	])('%s', async (_what, message, expected) => expect(await verdict(message)).toBe(expected));
});

describe('components', () => {
	const over = (list: string) =>
		withFields(`sig=(${list});created=${NOW};keyid="k1"`, signatureOf(good));

	test.each([
		[
			'a required one that is not covered',
			good,
			{ requiredComponents: ['@method', '@path'] },
			'component',
		],
		['more covered than required', good, { requiredComponents: [] }, 'verified'],
		[
			'nothing covered and nothing required',
			signedWith(`();created=${NOW};keyid="k1"`),
			{ requiredComponents: [] },
			'verified',
		],
		['nothing covered', signedWith(`();created=${NOW};keyid="k1"`), {}, 'component'],
		[
			'a required parameter that is not covered',
			good,
			{ requiredComponents: ['"@query-param";name="a"'] },
			'component',
		],
		['one twice', over('"@method" "@method"'), {}, 'component'],
		['an unknown one', over('"@method" "@nothing"'), {}, 'component'],
		['an upper-case one', over('"@method" "Content-Type"'), {}, 'component'],
		['a token', over('"@method" date'), {}, 'component'],
		['a field that is not there', over('"@method" "date"'), {}, 'component'],
		['one of another message', over('"@method" "content-type";req'), {}, 'component'],
		['one of a response', over('"@method" "@status"'), {}, 'component'],
		['a parameter twice', over('"@method" "@query-param";name="b";name="a"'), {}, 'malformed'],
	])('%s', async (_what, message, changed, expected) =>
		expect(await verdict(message, changed)).toBe(expected),
	);
});

describe('keys', () => {
	const other = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });

	test('a key on another curve is no key, even with a signature that it made', async () => {
		const p256 = other('P-256');
		const message = signedWith(GOOD, 'sig', p256.privateKey);
		// 64 bytes: refused before the key is looked at; 96 bytes of it: because of the key.
		expect(await verdict(message, { keys: () => p256.publicKey })).toBe('mismatch');
		expect(await verdict(good, { keys: () => p256.publicKey })).toBe('key');
	});

	test.each([
		['a private key', () => privateKey, 'key'],
		['an RSA key', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, 'key'],
		['another key on the curve', () => other('secp384r1').publicKey, 'mismatch'],
		['none', () => undefined, 'unknown-key'],
	])('%s', async (_what, keys, expected) => expect(await verdict(good, { keys })).toBe(expected));
});

describe('the body', () => {
	const covered = good;
	const uncovered = signedWith(`("@method");created=${NOW};keyid="k1"`);
	const changed = Buffer.from('{"amount":"9.0"}');
	const required = ['@method', 'content-digest'];

	test.each([
		['another body', covered, { body: changed }, 'digest'],
		['an empty body', covered, { body: Buffer.alloc(0) }, 'digest'],
		['a byte more', covered, { body: Buffer.concat([body, Buffer.from('\n')]) }, 'digest'],
		[
			'no digest covered where one is required',
			uncovered,
			{ requiredComponents: required },
			'component',
		],
		['no digest covered, none required', uncovered, {}, 'verified'],
		['no body given', covered, { body: undefined }, 'verified'],
	])('%s', async (_what, message, policyChange, expected) =>
		expect(await verdict(message, policyChange)).toBe(expected),
	);

	test.each([
		['with a digest of it put in the field', createContentDigest(changed, 'sha-256'), 'mismatch'],
		[
			'with a digest of it added',
			`${createContentDigest(body, 'sha-256')}, sha-512=:${createHash('sha512').update(changed).digest('base64')}:`,
			'mismatch',
		],
	])('another body %s', async (_what, digest, expected) => {
		const message = { ...good, headers: { ...good.headers, 'content-digest': digest } };
		expect(await verdict(message, { body: changed })).toBe(expected);
	});

	test('only a body that was checked is reported as verified', async () => {
		const bodyVerified = async (message: HttpMessage, given: Buffer | undefined) =>
			(await verifyMessage(message, { ...policy, body: given })).bodyVerified;
		expect(await bodyVerified(covered, body)).toBe(true);
		expect(await bodyVerified(covered, undefined)).toBe(false);
		expect(await bodyVerified(uncovered, body)).toBe(false);
	});
});

test('a response is verified over its status', async () => {
	const response = { ...unsigned, status: 200 };
	const { signature, signatureInput } = await signMessage(response, {
		key: privateKey,
		keyId: 'k1',
		label: 'sig',
		components: ['@status', 'content-digest'],
		created: NOW,
	});
	const headers = { ...response.headers, signature, 'signature-input': signatureInput };
	const status = { requiredComponents: ['@status'] };
	expect(await verdict({ ...response, headers }, status)).toBe('verified');
	expect(await verdict({ ...response, headers, status: 201 }, status)).toBe('mismatch');
});

test('a refusal shows nothing of the message but component names', async () => {
	const message = signedWith(`("@method");created=${NOW};keyid="k1"`);
	const secret = {
		...message,
		headers: { ...message.headers, authorization: 'Bearer hunter2\u00e9' },
	};
	const input = inputOf(secret).replace('"@method"', '"@method" "authorization"');
	const tampered = { ...secret, headers: { ...secret.headers, 'Signature-Input': input } };
	const error: unknown = await verifyMessage(tampered, policy).catch((reason: unknown) => reason);
	expect(error).toMatchObject({ kind: 'message' });
	expect(String(error)).not.toMatch(/hunter2|Bearer/);
});
