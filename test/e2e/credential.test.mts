// What n8n's dialog says of a credential: the words of POST /rest/credentials/test are the ones it shows. And where
// n8n offers the credential.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { CREDENTIAL_BLANKING_VALUE } from 'n8n-workflow';
import { sandboxCredential } from '../../demo/furnish.mts';
import { N8nClient } from '../support/n8n.mts';
import { startSandbox, type Sandbox } from '../support/sandbox.mts';
import { sharedN8n } from '../support/shared/share.mts';

let sandbox: Sandbox;
let client: N8nClient;
let credentialId: string;
const servers: Server[] = [];

beforeAll(async () => {
	const [started, { url, cookie }] = await Promise.all([startSandbox(), sharedN8n('e2e')]);
	sandbox = started;
	client = new N8nClient(url, cookie);
	({ id: credentialId } = await client.createCredential(sandboxCredential(sandbox.info)));
});

afterAll(async () => {
	await sandbox?.stop();
	servers.forEach((server) => server.close());
});

/** What the dialog holds in the place of a session that is stored: from the second test of a credential on, there is one. */
const STORED = { sessionToken: CREDENTIAL_BLANKING_VALUE };

async function verdict(changes: Record<string, unknown> = {}) {
	const credential = sandboxCredential(sandbox.info);
	const data = { ...credential.data, ...STORED, ...changes } as typeof credential.data;
	const { status, message } = await client.testCredential(credentialId, { ...credential, data });
	for (const secret of [sandbox.info.apiSecret, 'eyJ']) expect(message).not.toContain(secret);
	return { status, message };
}

const settings = (change: object) => sandbox.admin.put('/settings', change);

/** Another server, and its address as a Base URL. */
async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener).listen(0, '127.0.0.1');
	servers.push(server);
	await once(server, 'listening');
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const pem = (type: 'ec' | 'rsa', options: object, kind = 'private') => {
	const pair = generateKeyPairSync(type as 'ec', options as { namedCurve: string });
	return kind === 'private'
		? pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
		: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
};
const P384 = { namedCurve: 'secp384r1' };

it('is green where all is right, with a session stored and without', async () => {
	expect(await verdict({ sessionToken: '' })).toMatchObject({ status: 'OK' });
	expect(await verdict()).toMatchObject({ status: 'OK' });
});

it('says why it is red without a session stored, too', async () => {
	const { message } = await verdict({ sessionToken: '', privateKey: pem('ec', P384) });
	expect(message).toMatch(/^OffBlocks refused the signed request \(400: .*The clocks .* agree\./);
});

it('is green where everything was pasted with something round it', async () => {
	const { apiKey, apiSecret, keyId } = sandbox.info;
	const around = {
		apiKey: `"${apiKey}"`,
		apiSecret: ` ${apiSecret}\u200b`,
		keyId: `\u201c${keyId}\u201d`,
	};
	expect(await verdict(around)).toMatchObject({ status: 'OK' });
});

describe('the private key', () => {
	it.each([
		['a truncated one', () => sandbox.info.privateKey.slice(0, 120), /This is truncated/],
		[
			'one without its lines',
			() => sandbox.info.privateKey.replace(/-----[^-]+-----/g, ''),
			/without its BEGIN and END lines/,
		],
		[
			'an RSA key',
			() => pem('rsa', { modulusLength: 2048 }),
			/This is a different kind of key \(rsa\)/,
		],
		['a P-256 key', () => pem('ec', { namedCurve: 'P-256' }), /This is a key on the wrong curve/],
		['a public key', () => pem('ec', P384, 'public'), /This is a public key/],
	])('%s', async (_, privateKey, words) => {
		const { status, message } = await verdict({ privateKey: privateKey() });
		expect(status).toBe('Error');
		expect(message).toMatch(/^The private key must be an unencrypted PEM private key/);
		expect(message).toMatch(words);
		expect(message).toContain(
			'openssl ecparam -name secp384r1 -genkey -noout -out offblocks-private.pem',
		);
	});
});

it.each([
	[{ signatureLabel: 'Sig', advancedSignature: true }, /^The signature label must begin with/],
	[{ keyId: 'my key' }, /^Key ID is not a UUID\. Enter the UUID that you chose/],
	[
		{ webhookPublicKey: 'hello' },
		/^Webhook Public Key cannot be used\. .*not a key in PEM format.*Leave the field empty/,
	],
	[{ apiSecret: 'wrong' }, /^OffBlocks refused the API key or secret \(401: .*Check both/],
	[{ apiSecret: '' }, /^The OffBlocks credential has no API key or no API secret/],
	[
		{ baseUrl: 'http://127.0.0.1:9/v1' },
		/^OffBlocks could not be reached at 127\.0\.0\.1:9\. Nothing accepts connections there/,
	],
	[
		{ baseUrl: 'https://nothing.invalid/v1' },
		/^OffBlocks could not be reached at nothing\.invalid\./,
	],
	[
		{ authentication: 'accessToken', accessToken: 'nonsense' },
		/^OffBlocks refused the access token \(401/,
	],
])('%j', async (changes, words) => {
	const { status, message } = await verdict(changes);
	expect(status).toBe('Error');
	expect(message).toMatch(words);
});

describe.each(['text400', 'json401'])('a signature refused with %s', (signatureRefusal) => {
	beforeAll(() => settings({ signatureRefusal }));
	afterAll(() => settings({ signatureRefusal: 'text400' }));

	it('says which Key ID was used, that the clocks agree, and what to do', async () => {
		const keyId = randomUUID();
		const { message } = await verdict({ keyId });
		expect(message).toContain(keyId);
		expect(message).toContain('PUT /auth/signing');
		if (signatureRefusal === 'json401')
			expect(message).toMatch(/^OffBlocks does not know the Key ID/);
		else {
			expect(message).toMatch(
				/^OffBlocks refused the signed request \(400: invalid required signature\)/,
			);
			expect(message).toContain('The clocks of this machine and OffBlocks agree.');
		}
	});

	it('another private key', async () => {
		const { message } = await verdict({ privateKey: pem('ec', P384) });
		expect(message).toContain(sandbox.info.keyId);
		expect(message).toMatch(
			signatureRefusal === 'json401'
				? /^Private Key does not belong to this Key ID \(401/
				: /^OffBlocks refused the signed request \(400: invalid required signature\)/,
		);
	});
});

it.each([-600, 600])(
	'a clock that is off by %d s is green, and named where the key is wrong',
	async (clockOffset) => {
		await settings({ clockOffset });
		expect(await verdict()).toMatchObject({ status: 'OK' });
		const { message } = await verdict({ privateKey: pem('ec', P384) });
		await settings({ clockOffset: 0 });
		expect(message).toMatch(
			/This machine's clock is (599|600|601) seconds (ahead of|behind) OffBlocks' clock/,
		);
		expect(await verdict()).toMatchObject({ status: 'OK' });
	},
);

describe.each(['text400', 'json401'])(
	"an access token of one's own, refusals as %s",
	(signatureRefusal) => {
		const own = async () => {
			const { apiKey, apiSecret, baseUrl } = sandbox.info;
			const login = await axios.post(
				`${baseUrl}/auth/token`,
				{ apiKey, apiSecret },
				{ proxy: false },
			);
			return { authentication: 'accessToken', accessToken: `Bearer ${login.data.token}` };
		};
		beforeAll(() => settings({ signatureRefusal }));
		afterAll(() => settings({ signatureRefusal: 'text400', clockOffset: 0 }));

		it('is green, also where the clock is wrong, which no log-in has told', async () => {
			const accessToken = await own();
			expect(await verdict(accessToken)).toMatchObject({ status: 'OK' });
			await settings({ clockOffset: -300 });
			expect(await verdict(accessToken)).toMatchObject({ status: 'OK' });
			await settings({ clockOffset: 0 });
			expect(await verdict(accessToken)).toMatchObject({ status: 'OK' });
		});

		it('that has expired', async () => {
			const accessToken = await own();
			await sandbox.admin.post('/tokens/expire', {});
			const { message } = await verdict(accessToken);
			expect(message).toMatch(/^OffBlocks refused the access token \(401: .*Fetch a new one/);
		});

		it('that is fine, with a key that is not', async () => {
			const { message } = await verdict({ ...(await own()), privateKey: pem('ec', P384) });
			expect(message).toMatch(
				/^(OffBlocks refused the signed request|Private Key does not belong)/,
			);
			expect(message).toContain(
				'If the access token has not expired, the signing key is the cause.',
			);
		});
	},
);

it('a server that is not OffBlocks', async () => {
	const page = await serve((_, response) => response.writeHead(404).end('<h1>nginx</h1>'));
	expect((await verdict({ baseUrl: page })).message).toMatch(
		/^Something other than the OffBlocks API answered \(404: nginx\)\. Check the environment or Base URL/,
	);
	const other = await serve((_, response) => response.end('{"status":"ok"}'));
	expect((await verdict({ baseUrl: other })).message).toMatch(
		/^Something other than the OffBlocks API/,
	);
	const silent = await serve((_, response) => response.end('{"token":"t"}'));
	expect((await verdict({ baseUrl: silent })).message).toMatch(
		/^Something other than the OffBlocks API/,
	);
});

it("a proxy's refusal", async () => {
	const proxy = await serve((_, response) => response.writeHead(403).end('refused by the wall'));
	expect((await verdict({ baseUrl: proxy })).message).toMatch(
		/^A proxy or firewall between n8n and OffBlocks refused the connection \(403: refused by the wall\)\. This response is not from OffBlocks/,
	);
});

it('costs a log-in and two calls where it is green', async () => {
	await sandbox.admin.delete('/calls');
	await verdict();
	const { data } = await sandbox.admin.get('/calls');
	expect((data as Array<{ path: string }>).map(({ path }) => path)).toEqual([
		expect.stringContaining('/auth/token'),
		expect.stringContaining('/webhooks'),
		expect.stringContaining('/webhooks'),
	]);
});

it('is offered in the HTTP Request node: n8n lists it with authenticate', async () => {
	const types = await client.credentialTypes();
	const type = types.find(({ name }) => name === 'offBlocksApi');
	expect(type).toHaveProperty('authenticate');
});
