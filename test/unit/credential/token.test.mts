import type { IHttpRequestHelper } from 'n8n-workflow';
import { fetchToken } from '../../../credentials/request/token.ts';

const credentials = {
	environment: 'production',
	apiKey: '11111111-2222-4333-8444-aaaabbbbcccc',
	apiSecret: 'p"ss/word+with signs',
};

/** What comes of a log-in that is answered so. */
async function login(statusCode: number, body: unknown): Promise<string> {
	const httpRequest = async () => ({ statusCode, body });
	return await fetchToken({ helpers: { httpRequest } } as unknown as IHttpRequestHelper, {
		...credentials,
	});
}
const refusal = async (statusCode: number, body: unknown) =>
	(await login(statusCode, body).catch((error: unknown) => error)) as Error;

it('is a token that can stand behind Bearer', async () => {
	expect(await login(200, { token: 'opaque-1._~+/=' })).toBe('opaque-1._~+/=');
});

it.each(['a b.c', 'a\n', 'ü', '', '=', undefined, { a: 1 }])('is not %j', async (token) => {
	expect((await refusal(200, { token })).message).toBe('OffBlocks gave no access token (200)');
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
		const { message } = await refusal(status, body);
		expect(message).toContain('bad request');
		// The halves of the secret, too.
		for (const part of ['p"ss', 'p\\"ss', 'p%22', 'with', 'signs', 'aaaabbbb'])
			expect(message.toLowerCase()).not.toContain(part);
	});
});

it('shows no text of a 2xx: it may be a token', async () => {
	expect((await refusal(200, 'opaque-token')).message).toBe('OffBlocks gave no access token (200)');
});

it.each([
	[401, { detail: 'Unknown key.' }, 'OffBlocks refused the API key or secret (401: Unknown key)'],
	[401, '', 'OffBlocks refused the API key or secret (401)'],
	[403, 'Forbidden', 'OffBlocks refused the API key or secret (403: Forbidden)'],
	[
		403,
		' <html><h1>Blocked</h1>by the proxy</html>',
		'OffBlocks gave no access token (403: Blocked by the proxy)',
	],
	[502, { error: { message: 'Down' } }, 'OffBlocks gave no access token (502: Down)'],
])('%i %j', async (status, body, message) => {
	expect(await refusal(status, body)).toMatchObject({ message, transient: status === 502 });
});
