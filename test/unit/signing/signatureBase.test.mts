import { canonicalUrl, createSignatureBase } from '../../../nodes/OffBlocks/signing/index.ts';
import type { HttpMessage } from '../../../nodes/OffBlocks/signing/index.ts';

const get = (url: string | URL, headers: HttpMessage['headers'] = {}): HttpMessage => ({
	method: 'GET',
	url,
	headers,
});

/** The one line of a base over one component, without its identifier. */
function valueOf(message: HttpMessage, component: string): string {
	const identifier = component.startsWith('"') ? component : `"${component}"`;
	const [line] = createSignatureBase(message, [component], `(${identifier})`).split('\n');
	expect(line.startsWith(`${identifier}: `)).toBe(true);
	return line.slice(identifier.length + 2);
}

const refusedWith = (kind: string) => expect.objectContaining({ name: 'SignatureError', kind });

describe('canonicalUrl', () => {
	test.each([
		['https://API.example:443/v1', 'https://api.example/v1'],
		['https://api.example', 'https://api.example/'],
		['https://api.example?a=1', 'https://api.example/?a=1'],
		['https://api.example/x?', 'https://api.example/x'],
		['https://api.example/x?#', 'https://api.example/x'],
		['https://api.example/x?a#b?c', 'https://api.example/x?a'],
		['https://api.example/#frag', 'https://api.example/'],
		['https://api.example/a/../b//./c', 'https://api.example/b//c'],
		['https://api.example/a^b|c%5e?d^e|f', 'https://api.example/a%5Eb%7Cc%5e?d^e|f'],
		['https://api.example/a@b?c@d', 'https://api.example/a@b?c@d'],
		['http://[::1]:80/é', 'http://[::1]/%C3%A9'],
		['https://api.example/?a?b', 'https://api.example/?a?b'],
	])('%s is sent as %s', (written, sent) => {
		expect(canonicalUrl(written).href).toBe(sent);
		expect(canonicalUrl(new URL(written)).href).toBe(sent);
		expect(canonicalUrl(sent).href).toBe(sent);
	});

	test('leaves a URL object that it was given as it was', () => {
		const url = new URL('https://api.example/a|b?#c');
		canonicalUrl(url);
		expect(url.href).toBe('https://api.example/a|b?#c');
	});

	test.each([
		'/v1/cards',
		'',
		'api.example/v1',
		'ftp://api.example/',
		'file:///etc/hosts',
		'data:text/plain,x',
		'https://user@api.example/',
		'https://user:secret@api.example/',
		'https://:secret@api.example/x',
		'https://',
	])('refuses %j', (url) => {
		expect(() => canonicalUrl(url)).toThrow(refusedWith('message'));
	});

	test('shows nothing of what it refuses', () => {
		expect(() => canonicalUrl('https://user:hunter2@api.example/')).not.toThrow(/hunter2|user:/);
	});
});

describe('values derived from the URL', () => {
	const url = 'http://Api.Example:8080/a%2Fb//c?x=1&y=%20+z';

	test.each([
		['@authority', 'api.example:8080'],
		['@scheme', 'http'],
		['@target-uri', 'http://api.example:8080/a%2Fb//c?x=1&y=%20+z'],
		['@request-target', '/a%2Fb//c?x=1&y=%20+z'],
		['@path', '/a%2Fb//c'],
		['@query', '?x=1&y=%20+z'],
		['"@query-param";name="y"', '%20%20z'],
	])('%s', (component, value) => {
		expect(valueOf(get(url), component)).toBe(value);
		expect(valueOf(get(new URL(url)), component)).toBe(value);
	});

	test.each([
		['443', 'https://a.example:443/', 'a.example'],
		['80 of https', 'https://a.example:80/', 'a.example:80'],
		['443 of http', 'http://a.example:443/', 'a.example:443'],
		['IPv6', 'https://[2001:DB8::1]:8443/', '[2001:db8::1]:8443'],
	])('@authority with port %s', (_port, target, authority) => {
		expect(valueOf(get(target), '@authority')).toBe(authority);
	});

	test('@query-param encodes what encodeURIComponent leaves alone', () => {
		const value = valueOf(get("https://a.example/?q=!'()~*-._"), '"@query-param";name="q"');
		expect(value).toBe('%21%27%28%29%7E*-._');
	});

	test.each([
		['absent', 'https://a.example/?b=1', 'a'],
		['there twice', 'https://a.example/?a=1&a=2', 'a'],
		['there twice, once encoded', 'https://a.example/?a=1&%61=2', 'a'],
		['named in another encoding', 'https://a.example/?%C3%A9=1', '%c3%a9'],
		['not UTF-8', 'https://a.example/?a=%ff', 'a'],
	])('@query-param is refused where the parameter is %s', (_what, target, name) => {
		expect(() => valueOf(get(target), `"@query-param";name="${name}"`)).toThrow(
			refusedWith('component'),
		);
	});
});

describe('fields', () => {
	test.each([
		['trimmed', { 'x-a': ' \t a  b \t' }, 'a  b'],
		['empty', { 'x-a': '' }, ''],
		['blank', { 'x-a': ' \t ' }, ''],
		['several lines', { 'x-a': ['1 ', ' 2', ''] }, '1, 2, '],
		['several cases', { 'X-A': '1', 'x-a': '2', 'X-a': ['3', '4'] }, '1, 2, 3, 4'],
		['undefined beside a value', { 'X-A': undefined, 'x-a': '2' }, '2'],
		['folded with CRLF', { 'x-a': 'a\r\n  b \r\n\tc' }, 'a b c'],
		['folded with LF', { 'x-a': 'a\n b' }, 'a b'],
		['an inner tab', { 'x-a': 'a\tb' }, 'a\tb'],
	])('%s', (_what, headers, value) => {
		expect(valueOf(get('https://a.example/', headers), 'x-a')).toBe(value);
	});

	test.each([
		['absent', {}],
		['undefined', { 'x-a': undefined }],
		['an empty list', { 'x-a': [] }],
		['another name of equal length', { 'x-b': '1' }],
	])('is refused where it is %s', (_what, headers) => {
		expect(() => valueOf(get('https://a.example/', headers), 'x-a')).toThrow(
			refusedWith('component'),
		);
	});

	test.each([
		['a line break', 'a\nb'],
		['a forged line of the base', 'a\n"@method": DELETE'],
		['CR alone', 'a\rb'],
		['CRLF at the end', 'a\r\n'],
		['NUL', 'a\0b'],
		['DEL', 'a\x7fb'],
		['a character outside ASCII', 'café'],
		['a no-break space at the end', 'a\u00a0'],
		['a number', 18 as unknown as string],
	])('is refused where it holds %s, without showing it', (_what, value) => {
		const build = () => valueOf(get('https://a.example/', { 'x-a': ['fine', value] }), 'x-a');
		expect(build).toThrow(refusedWith('message'));
		expect(build).toThrow(/^The field x-a [^@\n]*$/);
	});
});

describe('components', () => {
	test.each([
		['an upper-case field', ['Content-Type']],
		['an unknown derived component', ['@body']],
		['a derived component in capitals', ['@Method']],
		['@signature-params', ['@signature-params']],
		['the signature itself', ['signature']],
		['the signature’s input', ['signature-input']],
		['nothing', ['']],
		['a blank in a name', ['x a']],
		['a colon in a name', ['x:a']],
		['two names in one', ['@method\n@path']],
		['a name twice', ['@method', '@path', '@method']],
		['a name twice, once quoted', ['@method', '"@method"']],
		['a query parameter twice', ['"@query-param";name="a"', '"@query-param";name="a"']],
		['@query-param without name', ['@query-param']],
		['@query-param with more than a name', ['"@query-param";name="a";req']],
		['@query-param with a token for a name', ['"@query-param";name=a']],
		['a parameter on a derived component', ['"@path";req']],
		['an unknown parameter', ['"x-a";foo']],
		['a status of a request', ['@status']],
		['an item that is no string', ['"x-a"', '5']],
	])('refused: %s', (_what, components) => {
		// Every name is there as a field, so that none is refused for being absent.
		const headers = Object.fromEntries(
			['x-a', 'Content-Type', 'signature', 'signature-input', '', 'x a', 'x:a'].map((name) => [
				name,
				'1',
			]),
		);
		const message = get('https://a.example/?a=1', headers);
		const list = components.map((name) => (name.startsWith('"') ? name : `"${name}"`)).join(' ');
		expect(() => createSignatureBase(message, components, `(${list})`)).toThrow(
			refusedWith('component'),
		);
	});

	test('a list is not mistaken for a cached one with a line break in its place', () => {
		const message = get('https://a.example/');
		expect(createSignatureBase(message, ['@path', '@query'], '("@path" "@query")')).toContain('?');
		expect(() => createSignatureBase(message, ['@path\n@query'], '("@path" "@query")')).toThrow(
			refusedWith('component'),
		);
	});

	test.each([
		['an identifier that does not parse', '"x-a', 'malformed'],
		['an identifier with a parameter twice', '"@query-param";name="b";name="a"', 'malformed'],
		['an identifier with blanks', '"x-a" ', 'malformed'],
	])('refused: %s', (_what, component, code) => {
		const message = get('https://a.example/?a=1', { 'x-a': '1' });
		expect(() => createSignatureBase(message, [component], '()')).toThrow(refusedWith(code));
	});

	test.each([
		'@method',
		'@authority',
		'@path',
		'@query',
		'@target-uri',
		'@request-target',
		'@scheme',
	])('%s is not of a response', (component) => {
		const response = { ...get('https://a.example/'), status: 200 };
		expect(() => valueOf(response, component)).toThrow(refusedWith('component'));
	});

	test.each([99, 600, 200.5, NaN])('%d is not a status', (status) => {
		expect(() => valueOf({ ...get('https://a.example/'), status }, '@status')).toThrow(
			refusedWith('message'),
		);
	});

	test.each(['get', 'Post', '', 'GET /', 'GET\n', 'GÉT'])(
		'%j is not a method as sent',
		(method) => {
			expect(() => valueOf({ ...get('https://a.example/'), method }, '@method')).toThrow(
				refusedWith('message'),
			);
		},
	);

	test.each([
		['other components', '("@path")'],
		['more components', '("@method" "@path")'],
		['another order of things', ';created=1("@method")'],
		['a line break', '("@method");tag="\n"'],
	])('signature parameters with %s are refused', (_what, params) => {
		expect(() => createSignatureBase(get('https://a.example/'), ['@method'], params)).toThrow(
			refusedWith('parameter'),
		);
	});
});

it.each([
	['?a=1', 'The query lacks a parameter that the signature is to cover.'],
	['?b=1&b=2', /^A query parameter that occurs several times cannot be covered by name/],
])('says of %s why the parameter b cannot be covered', (query, words) => {
	const cover = () => valueOf(get(`https://api.example/${query}`), '"@query-param";name="b"');
	expect(cover).toThrow(words);
});
