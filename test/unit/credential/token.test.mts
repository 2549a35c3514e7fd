import type { IHttpRequestHelper } from 'n8n-workflow';
import type { CredentialError } from '../../../credentials/request/CredentialError.ts';
import { fetchToken } from '../../../credentials/request/token.ts';

const FOREIGN = 'Something other than the OffBlocks API answered (200)';
const PROXY = 'A proxy or firewall between n8n and OffBlocks refused the connection';

const credentials = {
	environment: 'production',
	apiKey: '11111111-2222-4333-8444-aaaabbbbcccc',
	apiSecret: 'p"ss/word+with signs',
};

/** What comes of a log-in that is answered so. */
async function login(statusCode: number, body: unknown, headers = {}): Promise<string> {
	const httpRequest = async () => ({ statusCode, body, headers });
	return await fetchToken({ helpers: { httpRequest } } as unknown as IHttpRequestHelper, {
		...credentials,
	});
}
const refusal = async (statusCode: number, body: unknown, headers = {}) =>
	(await login(statusCode, body, headers).catch((error: unknown) => error)) as CredentialError;

it('is a token that can stand behind Bearer', async () => {
	expect(await login(200, { token: 'opaque-1._~+/=' })).toBe('opaque-1._~+/=');
});

it.each(['a b.c', 'a\n', 'ü', '', '=', undefined, { a: 1 }])('is not %j', async (token) => {
	expect((await refusal(200, { token })).headline).toBe(FOREIGN);
});

const echo = JSON.stringify({ apiKey: credentials.apiKey, apiSecret: credentials.apiSecret });
const query = new URLSearchParams({ k: credentials.apiKey.toUpperCase() }).toString();
describe.each([
	['in the message', { message: `bad request ${echo}` }],
	['nested', { errors: [{ detail: `bad request ${credentials.apiSecret} ${query}` }] }],
	['in a URL', { detail: `bad request ${encodeURIComponent(credentials.apiSecret)}` }],
	['as text', `bad request ${echo}`],
	['in a page', `<html>bad <b>request</b> ${credentials.apiSecret} ${credentials.apiKey}</html>`],
	['behind much else', { message: `bad request ${'x'.repeat(270)}${credentials.apiSecret}` }],
])('an answer that echoes the request %s', (_, body) => {
	it.each([400, 401, 403, 404, 500])('%i shows its words and no secret', async (status) => {
		const { headline, message } = await refusal(status, body);
		expect(headline).toContain('bad request');
		// The halves of the secret, too.
		for (const part of ['p"ss', 'p\\"ss', 'p%22', 'ss/word', 'signs', 'aaaabbbb'])
			expect(message.toLowerCase()).not.toContain(part);
	});
});

it('shows no text of a 2xx: it may be a token', async () => {
	expect((await refusal(200, 'opaque-token')).headline).toBe(FOREIGN);
});

it.each([
	[401, { detail: 'Unknown key.' }, 'OffBlocks refused the API key or secret (401: Unknown key)'],
	[401, '', 'OffBlocks refused the API key or secret (401)'],
	[400, 'Bad Request', 'OffBlocks refused the API key or secret (400: Bad Request)'],
	[403, { message: 'No' }, 'OffBlocks refused the API key or secret (403: No)'],
	[403, 'refused by the wall', `${PROXY} (403: refused by the wall)`],
	[403, '', `${PROXY} (403)`],
	[403, ' <html><h1>Blocked</h1>by the proxy</html>', `${PROXY} (403: Blocked by the proxy)`],
	[407, { message: 'Who are you' }, `${PROXY} (407: Who are you)`],
	[404, '<h1>nginx</h1>', 'Something other than the OffBlocks API answered (404: nginx)'],
	[302, '', 'Something other than the OffBlocks API answered (302)'],
	[502, { error: { message: 'Down' } }, 'OffBlocks cannot answer at the moment (502: Down)'],
])('%i %j', async (status, body, headline) => {
	expect(await refusal(status, body)).toMatchObject({ headline, transient: status === 502 });
});

it('names the proxy where the answer of one can be told by its headers', async () => {
	const { headline } = await refusal(400, 'Bad Request', { 'X-Squid-Error': 'ERR_INVALID_URL 0' });
	expect(headline).toBe(`${PROXY} (400: Bad Request)`);
});

it('carries no code, which n8n would show in the place of the words, and has them all in one', async () => {
	const error = await refusal(401, '');
	expect('code' in error).toBe(false);
	expect(error.message).toBe(`${error.headline}. ${error.advice}`);
});

it('sends what was meant where key and secret were pasted with something round them', async () => {
	let sent = '';
	const httpRequest = async ({ body }: { body: Buffer }) => {
		sent = body.toString();
		return { statusCode: 200, body: { token: 't' } };
	};
	await fetchToken({ helpers: { httpRequest } } as unknown as IHttpRequestHelper, {
		...credentials,
		apiKey: `\u200b"${credentials.apiKey}" `,
		apiSecret: `'${credentials.apiSecret}'\n`,
	});
	expect(JSON.parse(sent)).toEqual({
		apiKey: credentials.apiKey,
		apiSecret: credentials.apiSecret,
	});
});
