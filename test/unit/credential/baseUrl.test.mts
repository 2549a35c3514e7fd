import { resolveBaseUrl } from '../../../credentials/request/baseUrl.ts';

const custom = (baseUrl: string) => resolveBaseUrl({ environment: 'custom', baseUrl });

it('knows the environments', () => {
	expect(resolveBaseUrl({ environment: 'production' })).toBe('https://api.offblocks.xyz/v1');
	expect(resolveBaseUrl({ environment: 'sandbox', baseUrl: 'http://evil.example' })).toBe(
		'https://api.sandbox.offblocks.xyz/v1',
	);
});

it('has the local sandbox at its usual address, which can be changed', () => {
	expect(resolveBaseUrl({ environment: 'local' })).toBe('http://127.0.0.1:4010/v1');
	expect(resolveBaseUrl({ environment: 'local', localBaseUrl: 'http://127.0.0.1:4011/v1' })).toBe(
		'http://127.0.0.1:4011/v1',
	);
});

it.each([
	['https://cards.example.com/v1/', 'https://cards.example.com/v1'],
	[' https://cards.example.com:8443/v1 ', 'https://cards.example.com:8443/v1'],
	['http://127.0.0.1:4010/v1', 'http://127.0.0.1:4010/v1'],
	['http://127.8.9.10:1/v1', 'http://127.8.9.10:1/v1'],
	['http://localhost:4010/v1', 'http://localhost:4010/v1'],
	['http://[::1]:4010/v1', 'http://[::1]:4010/v1'],
])('accepts %s', (given, read) => {
	expect(custom(given)).toBe(read);
});

it.each([
	['', 'not a URL'],
	['api.offblocks.xyz/v1', 'not a URL'],
	['http://cards.example.com/v1', 'must start with https://'],
	['http://localhost.example.com/v1', 'must start with https://'],
	['http://127.0.0.1.example.com/v1', 'must start with https://'],
	['http://10.0.0.1/v1', 'must start with https://'],
	['ftp://127.0.0.1/v1', 'must start with https://'],
	['https://user:secret@cards.example.com/v1', 'only a scheme'],
	['https://cards.example.com/v1?x=1', 'only a scheme'],
	['https://cards.example.com/v1#x', 'only a scheme'],
])('refuses %j', (given, words) => {
	expect(() => custom(given)).toThrow(words);
	expect(() => custom(given)).not.toThrow('secret');
});
