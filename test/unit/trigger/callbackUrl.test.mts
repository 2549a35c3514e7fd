import {
	callbackUrl,
	hashToken,
	newToken,
	tokenMatches,
	tokenOf,
	withoutQuery,
} from '../../../nodes/OffBlocks/trigger/callbackUrl';
import { isDeadListener, listenerMark } from '../../../nodes/OffBlocks/trigger/testListener';

const URL_OF_N8N = 'https://n8n.example.com/webhook/4f0c/webhook';

it('makes tokens of 256 bits that do not repeat', () => {
	const tokens = Array.from({ length: 1_000 }, newToken);
	expect(new Set(tokens).size).toBe(1_000);
	for (const token of tokens) {
		expect(token).toMatch(/^[\w-]{43}$/);
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
	}
});

it('finds in a callback URL what was put into it', () => {
	const token = newToken();
	const url = callbackUrl(URL_OF_N8N, token, { until: '7' });
	expect(url).toBe(`${URL_OF_N8N}?token=${token}&until=7`);
	expect(withoutQuery(url)).toBe(URL_OF_N8N);
	expect(tokenOf(url)).toBe(token);
	expect(tokenOf(URL_OF_N8N)).toBeNull();
});

it.each(['', 'nonsense', '/webhook', 'http://'])('makes nothing of %p', (text) => {
	expect(withoutQuery(text)).toBeUndefined();
	expect(tokenOf(text)).toBeNull();
});

it('knows a token by its hash alone', () => {
	const token = newToken();
	const hash = hashToken(token);
	expect(hash).not.toContain(token);
	expect(tokenMatches(token, hash)).toBe(true);
	for (const wrong of ['', token.slice(1), `${token}x`, token.toUpperCase(), newToken(), hash]) {
		expect(tokenMatches(wrong, hash)).toBe(false);
	}
});

it.each([undefined, null, 1, ['a'], { a: 'b' }])('takes %p for no token', (value) => {
	expect(tokenMatches(value, hashToken(String(value)))).toBe(false);
});

it.each(['', 'short', 'x'.repeat(44)])('takes nothing for the token of the hash %p', (hash) => {
	expect(tokenMatches('token', hash)).toBe(false);
	expect(tokenMatches('', hash)).toBe(false);
});

describe('a test that n8n listened for', () => {
	const NOW = 1_800_000_000_000;
	const test = (change: Record<string, string> = {}) =>
		callbackUrl(URL_OF_N8N, 't', { ...listenerMark(NOW), ...change });
	const elsewhere = 'https://other.example.com/webhook/1/webhook';

	it('lives for two minutes and a half', () => {
		expect(isDeadListener(test(), URL_OF_N8N, NOW + 150_000)).toBe(false);
		expect(isDeadListener(test(), URL_OF_N8N, NOW + 150_001)).toBe(true);
		expect(isDeadListener(test(), elsewhere, NOW + 150_001)).toBe(true);
	});

	it('ends with the process, as far as this n8n can tell', () => {
		const other = test({ listener: 'another process' });
		expect(isDeadListener(other, URL_OF_N8N, NOW)).toBe(true);
		expect(isDeadListener(other, elsewhere, NOW)).toBe(false);
	});

	it('of another n8n on the same host is not taken for one of this', () => {
		const tools = 'https://tools.example.com';
		const mark = { ...listenerMark(NOW), listener: 'another process' };
		const live = callbackUrl(`${tools}/n8n-a/webhook-test/4f0c/webhook`, 't', mark);
		expect(isDeadListener(live, `${tools}/n8n-a/webhook/1/webhook`, NOW)).toBe(true);
		expect(isDeadListener(live, `${tools}/n8n-b/webhook/1/webhook`, NOW)).toBe(false);
		expect(isDeadListener(live, `${tools}/webhook/1/webhook`, NOW)).toBe(false);
	});

	it.each([
		['of production', callbackUrl(URL_OF_N8N, 't')],
		['of somebody else, with a query of its own', `${URL_OF_N8N}?until=1`],
		['that says when in another way', test({ until: '2020-01-01' })],
		['that cannot be read', 'nonsense'],
	])('is none %s', (_, url) => {
		expect(isDeadListener(url, URL_OF_N8N, NOW)).toBe(false);
	});
});
