import { createHash, generateKeyPairSync } from 'node:crypto';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { signRequest } from '../../../credentials/request/sign.ts';
import type { RequestOptions } from '../../../credentials/request/outgoing.ts';
import { noteServerDate } from '../../../nodes/OffBlocks/shared/serverClock.ts';
import { verifyMessage } from '../../../nodes/OffBlocks/signing/index.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const base: ICredentialDataDecryptedObject = {
	environment: 'production',
	authentication: 'accessToken',
	accessToken: 'the-jwt',
	keyId: 'key-1',
	privateKey: pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
};
const BASE = 'https://api.offblocks.xyz/v1';

/** Signs, then verifies what n8n would put on the wire. */
async function signed(options: object, credentials = base) {
	const out = (await signRequest(credentials, options as RequestOptions)) as RequestOptions;
	const url = String(out.url ?? out.uri);
	const headers = out.headers as Record<string, string>;
	const body = out.body === undefined ? undefined : Buffer.from(out.body as Buffer);
	const verified = await verifyMessage(
		{ method: String(out.method), url, headers },
		{
			keys: (id) => (id === 'key-1' ? pair.publicKey : undefined),
			requiredComponents: ['@method', '@authority', '@path', ...(body ? ['content-digest'] : [])],
			maxAge: 60,
			clockSkew: 0,
			body,
		},
	);
	return { out, url, headers, body: body?.toString(), verified };
}

describe('the shapes n8n hands over', () => {
	it('a request of our own nodes: relative, with a Buffer', async () => {
		const { url, headers, body, verified } = await signed({
			method: 'POST',
			url: '/accounts/a/cards',
			headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
			body: Buffer.from('{"a":1.0}'),
		});
		expect(url).toBe(`${BASE}/accounts/a/cards`);
		expect(body).toBe('{"a":1.0}');
		expect(headers.authorization).toBe('Bearer the-jwt');
		expect(verified.components).toEqual([
			'"@method"',
			'"@authority"',
			'"@path"',
			'"content-digest"',
		]);
	});

	it('a credential test: relative URL with baseURL, no method', async () => {
		const { url, out } = await signed({ url: '/webhooks', baseURL: `${BASE}/` });
		expect(url).toBe(`${BASE}/webhooks`);
		expect(out.baseURL).toBeUndefined();
		expect(out.method).toBe('GET');
	});

	it('the HTTP Request node: uri, JSON as an object', async () => {
		const { out, body, headers } = await signed({
			method: 'POST',
			uri: `${BASE}/x`,
			body: { name: 'Zoë', nested: { n: 1 } },
			json: true,
			headers: {},
		});
		expect(out.url).toBeUndefined();
		expect(body).toBe('{"name":"Zoë","nested":{"n":1}}');
		expect(headers['content-type']).toBe('application/json');
	});

	it('raw text, byte for byte', async () => {
		const raw = '  {"amount": 1.0}\n';
		const { body } = await signed({
			method: 'PUT',
			uri: `${BASE}/x`,
			body: raw,
			headers: { 'Content-Type': 'application/json' },
		});
		expect(body).toBe(raw);
	});

	it('a form', async () => {
		const { body, headers, out } = await signed({
			method: 'POST',
			uri: `${BASE}/x`,
			form: { a: 'b c', 'd[]': ['1'], e: "it's" },
			headers: {},
		});
		expect(body).toBe('a=b%20c&d%5B%5D%5B0%5D=1&e=it%27s');
		expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
		// A Buffer of exactly this type makes n8n throw.
		expect(typeof out.body).toBe('string');
		expect(out.form).toBeUndefined();
	});

	it('URLSearchParams', async () => {
		const { body } = await signed({ method: 'POST', url: '/x', body: new URLSearchParams('a=1') });
		expect(body).toBe('a=1');
	});

	it.each([
		['GET', { a: 1 }],
		['HEAD', 'text'],
	])('%s drops a body', async (method, body) => {
		const { out, headers } = await signed({ method, url: '/x', body });
		expect('body' in out).toBe(false);
		expect(headers['content-digest']).toBeUndefined();
	});

	it.each([
		[undefined, '?a%5B0%5D=1&a%5B1%5D=2'],
		['repeat', '?a=1&a=2'],
		['brackets', '?a%5B%5D=1&a%5B%5D=2'],
		['comma', '?a=1%2C2'],
	])('query parameters, arrays as %s', async (arrayFormat, search) => {
		const { out } = await signed({ url: '/x', qs: { a: [1, 2] }, arrayFormat });
		expect(new URL(String(out.url)).search).toBe(search);
		expect(out.qs).toBeUndefined();
	});

	it('query parameters behind a query that is there, as the HTTP Request node gives them', async () => {
		const { url } = await signed({
			uri: `${BASE}/x?z=9`,
			qs: { a: ['1', '2'], n: null, u: undefined, o: { p: 'q' } },
			qsStringifyOptions: { arrayFormat: 'repeat' },
		});
		expect(url).toBe(`${BASE}/x?z=9&a=1&a=2&n=&o%5Bp%5D=q`);
	});

	it('signs again on the same options: overwrites, never appends', async () => {
		const options = {
			method: 'POST',
			uri: `${BASE}/x`,
			qs: { a: 1 },
			body: { b: 2 },
			headers: { authorization: 'Bearer old', Signature: 'x', 'Signature-Input': 'y' },
		};
		await signed(options);
		const again = await signed(options, { ...base, accessToken: 'renewed' });
		expect(again.url).toBe(`${BASE}/x?a=1`);
		expect(again.body).toBe('{"b":2}');
		expect(again.headers.authorization).toBe('Bearer renewed');
		expect(again.headers['signature-input'].match(/sig=/g)).toHaveLength(1);
		expect(Object.keys(again.headers).every((name) => name === name.toLowerCase())).toBe(true);
	});

	it('follows no redirect: the signature would be reused for another address', async () => {
		const { out } = await signed({
			uri: `${BASE}/x`,
			followRedirect: true,
			followAllRedirects: true,
		});
		expect(out).toMatchObject({
			followRedirect: false,
			followAllRedirects: false,
			disableFollowRedirect: true,
		});
	});
});

describe('a proxy that the workflow names', () => {
	const proxy = { host: 'proxy.example', port: 3128 };

	it('cannot stand in for OffBlocks: certificates are checked, as this host does', async () => {
		const { out } = await signed({
			uri: `${BASE}/x`,
			proxy,
			rejectUnauthorized: false,
			skipSslCertificateValidation: true,
			agentOptions: { ca: 'a', cert: 'b', key: 'c', passphrase: 'd', rejectUnauthorized: false },
		});
		expect('rejectUnauthorized' in out).toBe(false);
		expect('skipSslCertificateValidation' in out).toBe(false);
		expect(out.agentOptions).toEqual({ cert: 'b', key: 'c', passphrase: 'd' });
		expect(out.proxy).toEqual(proxy);
	});

	it('gets nothing of what goes over plain http', async () => {
		const local = { ...base, environment: 'custom', baseUrl: 'http://127.0.0.1:4010/v1' };
		const { out } = await signed({ url: '/x', proxy }, local);
		expect(out.proxy).toBeUndefined();
	});

	it.each(['Host', 'host ', ' Host', '\u00a0Host', 'Host\t', '\ufeffhost\u2028'])(
		'nor a host header that leads elsewhere: %j',
		async (name) => {
			const { headers } = await signed({ url: '/x', headers: { [name]: 'evil.example' } });
			expect(JSON.stringify(headers)).not.toContain('evil.example');
		},
	);

	it("sends none of a workflow's own headers that are the credential's or the client's to write", async () => {
		const names = ['Authorization ', '\u00a0Signature', 'signature-input\t', 'Content-Digest'];
		const odd = ['Content-Length', 'Transfer-Encoding'];
		const entries = [...names, ...odd].map((name) => [name, 'planted']);
		const { headers } = await signed({
			method: 'POST',
			url: '/x',
			body: { a: 1 },
			headers: Object.fromEntries(entries),
		});
		expect(JSON.stringify(headers)).not.toContain('planted');
		expect(Object.keys(headers).every((name) => name === name.trim())).toBe(true);
	});

	it('nor has the answer handed out with the request in it', async () => {
		const { out } = await signed({ uri: `${BASE}/x`, useStream: true });
		expect('useStream' in out).toBe(false);
	});
});

describe('calls below /auth/ are not signed', () => {
	it.each([
		['PUT', '/auth/signing', 'Bearer the-jwt'],
		['DELETE', '/auth/credentials', 'Bearer the-jwt'],
		['POST', '/auth/token', undefined],
	])('%s %s', async (method, path, authorization) => {
		const options = { method, uri: `${BASE}${path}`, body: { a: 1 }, headers: {} };
		const { headers } = await signRequest(base, options as unknown as RequestOptions);
		expect(Object.keys(headers!).sort()).toEqual(
			[...(authorization ? ['authorization'] : []), 'content-type'].sort(),
		);
		expect(headers!.authorization).toBe(authorization);
	});

	it('others are, whatever they look like', async () => {
		for (const path of ['/authorisations/1', '/auth', '/cards/auth/x', '/auth/../cards'])
			expect((await signed({ uri: `${BASE}${path}` })).verified.label).toBe('sig');
	});
});

describe("the default is what the vendor's own client sends", () => {
	it.each([
		['GET', undefined, ['@method', '@authority', '@path']],
		['POST', { a: 1 }, ['@method', '@authority', '@path', 'content-digest']],
	])('%s', async (method, body, fields) => {
		const { out, headers, url } = await signed({ method, url: '/x?a=1', body, headers: {} });
		const [, created] = /;created=(\d+);expires=\d+$/.exec(headers['signature-input'])!;
		const times = {
			created: new Date(Number(created) * 1000),
			expires: new Date((Number(created) + 300) * 1000),
		};
		const theirs = await httpbis.signMessage(
			{
				name: 'sig',
				fields,
				params: ['keyid', 'alg', 'created', 'expires'],
				paramValues: times,
				key: createSigner(pair.privateKey, 'ecdsa-p384-sha384', 'key-1'),
			},
			{
				method,
				url,
				headers: 'content-digest' in headers ? { 'content-digest': headers['content-digest'] } : {},
			},
		);
		expect(headers['signature-input']).toBe(
			(theirs.headers as Record<string, string>)['Signature-Input'],
		);
		if (body)
			expect(headers['content-digest']).toBe(
				`sha-512=:${createHash('sha512')
					.update(out.body as Buffer)
					.digest('base64')}:`,
			);
		const verifier = createVerifier(pair.publicKey, 'ecdsa-p384-sha384');
		const config = {
			keyLookup: async () => ({ id: 'key-1', algs: ['ecdsa-p384-sha384'], verify: verifier }),
			requiredParams: ['keyid', 'alg', 'created', 'expires'],
			requiredFields: fields,
			tolerance: 0,
			all: true,
		};
		expect(await httpbis.verifyMessage(config, { method, url, headers })).toBe(true);
	});
});

describe('pasted values', () => {
	const pasted = { keyId: ' "key-1"\u200b', accessToken: '\ufeff"Bearer the-jwt" ' };
	it('are used without what stands round them', async () => {
		const { headers } = await signed({ url: '/x' }, { ...base, ...pasted });
		expect(headers.authorization).toBe('Bearer the-jwt');
	});
});

describe('dates', () => {
	const created = async (credentials = base) => {
		const { headers } = await signRequest(credentials, { url: '/x', headers: {} });
		const input = String(headers!['signature-input']);
		return Number(/created=(\d+)/.exec(input)![1]) - Date.now() / 1000;
	};
	const other = (port: number) => ({
		...base,
		environment: 'custom',
		baseUrl: `https://one.example:${port}/v1`,
	});

	it('back by five seconds where nothing is known', async () => {
		const age = -(await created(other(1)));
		expect(age).toBeGreaterThanOrEqual(4.9);
		expect(age).toBeLessThan(6.1);
	});

	it('by the clock of the server that is called, once it has been heard', async () => {
		noteServerDate(
			'https://one.example:2',
			new Date(Date.now() - 600_000).toUTCString(),
			Date.now(),
		);
		expect(await created(other(2))).toBeLessThan(-604.9);
		expect(await created(other(2))).toBeGreaterThan(-607.1);
		expect(await created(other(3))).toBeGreaterThan(-6.1);
	});

	it('by what is stored with the token, unless this process knows better', async () => {
		const stored = (port: number) => {
			const keys = { apiKey: 'k', apiSecret: 's', authentication: 'apiKey' };
			const parts = [`https://one.example:${port}/v1`, 'k', 's'];
			const digest = createHash('sha256').update(JSON.stringify(parts)).digest('base64');
			return { ...other(port), ...keys, sessionToken: `the-jwt ${digest} 600000` };
		};
		expect(await created(stored(4))).toBeGreaterThan(593.9);
		noteServerDate('https://one.example:4', new Date().toUTCString(), Date.now());
		expect(await created(stored(4))).toBeLessThan(-4.9);
	});
});

describe('refuses', () => {
	it.each([
		'https://evil.example/v1/cards',
		'http://api.offblocks.xyz/v1/cards',
		'https://api.offblocks.xyz:8443/v1/cards',
		'https://api.offblocks.xyz@evil.example/v1/cards',
		'https://api.offblocks.xyz.evil.example/v1',
		'//evil.example/v1/cards',
		'https:evil.example',
		'file:///etc/passwd',
	])('%s', async (uri) => {
		const options = { uri, headers: {} as Record<string, string> };
		const outcome = await signRequest(base, options as RequestOptions).catch((e: Error) => e);
		if (outcome instanceof Error)
			expect(outcome.message).toContain('signs only requests to api.offblocks.xyz');
		// `//evil.example` is a path below the base URL, not a host.
		else
			expect(new URL(String(outcome.url ?? (outcome as RequestOptions).uri)).host).toBe(
				'api.offblocks.xyz',
			);
	});

	it.each([
		['a stream', { body: { pipe() {} } }, 'streamed body'],
		['multipart', { formData: { a: 1 } }, 'multipart'],
		['no URL', { uri: 'https://' }, 'not a URL'],
		[
			'a form that is not UTF-8',
			{
				body: Buffer.from([0x61, 0x3d, 0xff]),
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			},
			'not UTF-8',
		],
	])('%s', async (_, options, words) => {
		await expect(
			signRequest(base, { method: 'POST', uri: `${BASE}/x`, ...options } as RequestOptions),
		).rejects.toThrow(words);
	});

	it.each([
		[{ accessToken: '' }, 'no Access Token'],
		[{ keyId: ' ' }, 'no Key ID'],
		[{ authentication: 'apiKey', sessionToken: '' }, 'session'],
		[{ privateKey: '' }, 'openssl ecparam'],
	])('a credential with %j', async (change, words) => {
		await expect(signRequest({ ...base, ...change }, { url: '/x' })).rejects.toThrow(words);
	});
});

describe('advanced settings', () => {
	const advanced = {
		...base,
		signedComponents:
			'"@method", @authority @request-target authorization content-digest x-none "@query-param";name="a"',
		signatureLabel: 'vendor',
		digestAlgorithm: 'sha-256',
		sendExpires: false,
	};
	const options = () => ({ method: 'POST', url: '/x?a=1', body: { a: 1 } }) as RequestOptions;

	it('change components, label and digest', async () => {
		const out = await signRequest({ ...advanced, advancedSignature: true }, options());
		expect(out.headers!['signature-input']).toMatch(
			/^vendor=\("@method" "@authority" "@request-target" "authorization" "content-digest" "@query-param";name="a"\);keyid="key-1";alg="ecdsa-p384-sha384";created=\d+$/,
		);
		expect(out.headers!['content-digest']).toMatch(/^sha-256=:/);
	});

	it('count only while they are switched on', async () => {
		const out = await signRequest({ ...advanced, advancedSignature: false }, options());
		expect(out.headers!['signature-input']).toMatch(
			/^sig=\("@method" "@authority" "@path" "content-digest"\);.*;expires=\d+$/,
		);
		expect(out.headers!['content-digest']).toMatch(/^sha-512=:/);
	});
});

describe('the simulator', () => {
	const step = (credentials: object, url: string) =>
		signRequest(
			{ ...base, ...credentials } as ICredentialDataDecryptedObject,
			{ method: 'PATCH', url } as RequestOptions,
		);
	const custom = (baseUrl: string) => ({ environment: 'custom', baseUrl });
	const REFUSED = /^The simulator exists only in the sandbox, .* for production\. .*not sent/;

	it.each<[string, object, string]>([
		['below the base URL', {}, '/simulator/cards/1/issue'],
		['by its whole address', {}, `${BASE}/simulator/cards/1/issue`],
		['in capitals, with a query', {}, '/Simulator/cards/1/issue?a=b'],
		['behind a detour', {}, '/cards/../simulator/cards/1/issue'],
		['by a custom base URL', custom(`${BASE}/`), '/simulator/cards/1/issue'],
		['without the version', custom('https://api.offblocks.xyz'), '/v1/simulator/cards/1/issue'],
	])('is refused in production %s', async (_, credentials, url) => {
		await expect(step(credentials, url)).rejects.toThrow(REFUSED);
	});

	it.each<[string, object, string]>([
		["OffBlocks' sandbox", { environment: 'sandbox' }, '/simulator/cards/1/issue'],
		['the local one', { environment: 'local' }, '/simulator/cards/1/issue'],
		['a custom one', custom('https://cards.example.com/v1'), '/simulator/cards/1/issue'],
	])('works in %s', async (_, credentials, url) => {
		expect((await step(credentials, url)).headers).toHaveProperty('signature');
	});

	it('takes no other path for one of its own', async () => {
		const { headers } = await step({}, '/cards/simulators?of=/simulator/');
		expect(headers).toHaveProperty('signature');
	});
});
