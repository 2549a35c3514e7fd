// The page against other sites: nothing of it is for them, to read or to press.
import axios, { type AxiosRequestConfig } from 'axios';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

let sandbox: Sandbox;
let origin: string;
beforeAll(async () => {
	sandbox = await startSandbox();
	origin = new URL(sandbox.info.baseUrl).origin;
});
afterAll(async () => {
	await sandbox?.stop();
	expect(await sandbox?.output()).not.toContain('SANDBOX FAULT');
});

const get = (path: string, options: AxiosRequestConfig = {}) =>
	axios.get(origin + path, { proxy: false, validateStatus: () => true, ...options });
const PAGES = [
	'/',
	'/page/cards',
	'/page/cards/d0000000-0000-4000-8000-000000000501',
	'/page/customers',
	'/page/payments',
	'/page/webhooks',
	'/page/controls',
	'/page/connect',
	'/docs',
];

const tokenOf = async () =>
	/name="token" value="([0-9a-f]{64})"/.exec(String((await get('/page/controls')).data))?.[1] ?? '';

const post = async (
	action: string,
	form: Record<string, string>,
	headers: Record<string, string> = {},
) =>
	axios.post(`${origin}/page/do/${action}`, new URLSearchParams(form).toString(), {
		proxy: false,
		maxRedirects: 0,
		validateStatus: () => true,
		headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...headers },
	});

test.each(PAGES)('%s says what may be loaded, and that nobody may frame it', async (path) => {
	const { status, headers, data } = await get(path);
	expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
	expect(headers).toMatchObject({
		'content-security-policy': expect.stringMatching(
			/^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
		),
		'cache-control': 'no-store',
		'cross-origin-resource-policy': 'same-origin',
		'referrer-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
	});
	// Nothing inline, nothing from elsewhere, no token in an address.
	expect(data).not.toMatch(/<script(?! src="\/)|style=|\son\w+=|(?:src|href)="(?!\/|#)/);
	const token = await tokenOf();
	expect(data).not.toMatch(new RegExp(`(?:href|action|src)="[^"]*${token}`));
});

test.each(PAGES)('%s is not for a name that was rebound to this machine', async (path) => {
	const { status, data } = await get(path, { headers: { host: 'rebound.example:80' } });
	expect([status, data.message]).toEqual([403, 'This page is for this machine only.']);
});

test('a form counts with its token, from the page itself', async () => {
	const token = await tokenOf();
	const form = { token, kind: 'status', times: '1' };
	const faults = async () => (await sandbox.admin.get('/faults')).data.length;
	for (const [fields, headers] of [
		[form, { origin: 'http://evil.example' }],
		[form, { origin: 'null' }],
		[form, { origin: 'http://127.0.0.1:1' }],
		[form, { host: 'evil.example', origin: 'http://evil.example' }],
		[form, { 'sec-fetch-site': 'cross-site' }],
		[form, { 'sec-fetch-site': 'same-site' }],
		[{ ...form, token: token.replace(/^./, 'x') }, {}],
		[{ kind: 'status' }, {}],
	] as Array<[Record<string, string>, Record<string, string>]>) {
		expect((await post('fault', fields, headers)).status).toBe(403);
	}
	expect(await faults()).toBe(0);
	// Without Origin, as no browser sends a form.
	const bare = await axios.post(`${origin}/page/do/fault`, new URLSearchParams(form).toString(), {
		proxy: false,
		validateStatus: () => true,
	});
	expect([bare.status, await faults()]).toEqual([403, 0]);
	const { status, headers } = await post('fault', { ...form, back: '/page/controls' });
	expect([status, await faults()]).toEqual([303, 1]);
	expect(headers.location).toMatch(/^\/page\/controls\?said=\d+$/);
	const page = (await get(String(headers.location))).data;
	expect(page).toContain('status waits for the next matching call.');
	// Said once.
	expect((await get(String(headers.location))).data).not.toContain('waits for the next call');
	await sandbox.admin.delete('/faults');
});

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/a\r\nx: y', ''])(
	'it does not lead away: %j',
	async (back) => {
		const { headers } = await post('faults.clear', { token: await tokenOf(), back });
		expect(headers.location).toMatch(/^\/\?said=\d+$/);
	},
);

test.each([
	['card.suspend', { id: '../../reset' }, '"../../reset" is no ID.'],
	['card.suspend', {}, '"" is no ID.'],
	['constructor', {}, 'There is no action "constructor".'],
	['card.suspend', { id: '00000000-0000-4000-8000-000000000000' }, 'Refused (404): Card not found'],
	['clock.to', { to: 'soon' }, 'Refused (400)'],
])('%s with %j is refused in words', async (action, fields, words) => {
	const { headers } = await post(action, { token: await tokenOf(), ...fields } as Record<
		string,
		string
	>);
	const { data } = await get(String(headers.location));
	expect(String(data).replaceAll('&quot;', '"')).toContain(words);
	expect(data).toContain('role="alert"');
});

test('what a call carries is shown as text', async () => {
	await axios.get(`${origin}/v1/%3Cimg%20src=x%3E`, {
		proxy: false,
		validateStatus: () => true,
		headers: { 'idempotency-key': '<b>"\'&' },
	});
	const { data } = await get('/');
	expect(data).toContain('&lt;b&gt;&quot;&#39;&amp;');
	expect(data).not.toContain('<b>"');
});

test('a call that went past /v1 is told where the API is, and shows', async () => {
	const { status, data } = await get('/cards');
	expect([status, data.message]).toEqual([404, expect.stringContaining('The API is under /v1')]);
	expect((await get('/')).data).toContain('GET /cards');
});

test('the description is the one that is checked', async () => {
	const { data, headers } = await get('/openapi.yaml');
	expect(headers['content-type']).toContain('application/yaml');
	expect(data).toContain('operationId: authoriseCard');
});
