// What a credential test says, without an n8n around it; test/e2e/credential has the same with one.
import { Readable } from 'node:stream';
import { checkIfTest, rememberSender, TEST_HEADER } from '../../../credentials/request/check.ts';
import { explainRefusal } from '../../../credentials/request/explainRefusal.ts';
import { renewToken } from '../../../credentials/request/session.ts';
import { keyPair } from '../../support/webhookKeys.mts';

const { privateKey } = keyPair();
const test = () => ({ url: '/webhooks', headers: { [TEST_HEADER]: '1' } });

it('a Webhook Public Key that is none is named, and can be left out', async () => {
	const credentials = { environment: 'production', privateKey, webhookPublicKey: 'hello' };
	await expect(checkIfTest(credentials, test())).rejects.toThrow(
		/^Webhook Public Key cannot be used.*Leave the field empty/s,
	);
	// Without it the test goes on to the log-in.
	const without = { ...credentials, webhookPublicKey: ' ' };
	await expect(checkIfTest(without, test())).rejects.toThrow('begins with a log-in');
});

describe('a refusal that answers any token and key alike', () => {
	const refused = { statusCode: 401, headers: {}, body: { message: 'Unauthorized' } };
	const said = async (authentication: string) =>
		await explainRefusal(
			{ environment: 'production', authentication, keyId: 'key-7' },
			refused,
			async () => refused,
			[],
		);

	it("is blamed on a token of one's own", async () => {
		expect((await said('accessToken')).message).toMatch(
			/^OffBlocks refused the access token \(401/,
		);
	});

	it('is not where the token was fetched a moment ago', async () => {
		expect((await said('apiKey')).message).not.toContain('refused the access token');
	});
});

describe('what the test call is answered', () => {
	const said = async (statusCode: number, body: unknown, more: object = {}) => {
		const credentials = {
			environment: 'custom',
			baseUrl: 'https://api.example/v1',
			authentication: 'accessToken',
			accessToken: 'aaa.bbb.ccc',
			keyId: '123e4567-e89b-42d3-a456-426614174000',
			privateKey,
			...more,
		};
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const httpRequest = async () => ({ statusCode, headers: {}, body: Readable.from([text]) });
		rememberSender(credentials, { helpers: { httpRequest } } as never);
		return await checkIfTest(credentials, test()).then(
			() => 'accepted',
			({ message }: Error) => message,
		);
	};

	it.each<[number, unknown, string | RegExp]>([
		[200, [], 'accepted'],
		[299, [{ id: 'w' }], 'accepted'],
		[199, [], /^Something other than the OffBlocks API answered \(199\)/],
		[300, [], /^Something other than the OffBlocks API answered \(300\)/],
		[200, { ok: true }, /^Something other than the OffBlocks API/],
		[200, ' <html>Log in</html>', /^Something other than the OffBlocks API/],
		[401, '<html>Log in</html>', /^Something other than the OffBlocks API answered \(401: Log in/],
		[401, 'no key', /^OffBlocks refused .*\(401: no key\)/],
		[401, { message: 'Unauthorized' }, /^OffBlocks refused .*\(401: Unauthorized\)/],
		[429, {}, /^OffBlocks cannot answer at the moment \(429\)/],
		[408, {}, /^OffBlocks cannot answer at the moment \(408\)/],
		[500, {}, /^OffBlocks cannot answer at the moment \(500\)/],
		[407, {}, /^A proxy or firewall/],
		[403, 'Denied', /^A proxy or firewall/],
		[403, { message: 'no' }, /\(403: no\)/],
	])('%i %j', async (status, body, wanted) => {
		expect(await said(status, body)).toMatch(wanted);
	});

	it.each([
		['a token of one\u2019s own', 'aaa.bbb.ccc', 'accessToken'],
		['the token of a stored session', 'sss.ttt.uuu', 'apiKey'],
		['the API secret', 'correct horse battery', 'apiKey'],
	])('%s that it repeats is not shown', async (_, secret, authentication) => {
		const pair = { apiKey: 'a key', apiSecret: 'correct horse battery' };
		const own = { environment: 'custom', baseUrl: 'https://api.example/v1', ...pair };
		const httpRequest = async () => ({
			statusCode: 200,
			headers: {},
			body: { token: 'sss.ttt.uuu' },
		});
		const sessionToken = await renewToken({ helpers: { httpRequest } } as never, own);
		const body = { message: `We do not know ${secret}` };
		const words = await said(401, body, { ...pair, authentication, sessionToken });
		expect(words).toContain('(401: We do not know ');
		expect(words).not.toContain(secret);
	});
});
