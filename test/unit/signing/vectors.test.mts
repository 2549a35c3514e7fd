import { constants, createHmac, createPublicKey, verify } from 'node:crypto';

import { createSignatureBase } from '../../../nodes/OffBlocks/signing/index.ts';
import appendixB from '../../fixtures/signing/rfc9421-appendix-b.json';
import inline from '../../fixtures/signing/rfc9421-inline-examples.json';
import { identifiersOf, memberValue, readRawHttp } from './rawHttp.mts';

const { examples } = inline;
const keys: Record<string, string> = appendixB.publicKeys;

/** node:crypto's own judgement over a base of ours; no code of ours verifies here. */
function published(keyid: string, base: string, signature: string, v15 = false): boolean {
	const bytes = Buffer.from(signature.replace(/^:|:$/g, ''), 'base64');
	const data = Buffer.from(base);
	if (keyid === 'test-shared-secret') {
		const secret = Buffer.from(appendixB.sharedSecretBase64, 'base64');
		return createHmac('sha256', secret).update(data).digest().equals(bytes);
	}
	const key = createPublicKey(keys[keyid]);
	if (keyid === 'test-key-ed25519') return verify(null, data, key, bytes);
	if (keyid === 'test-key-ecc-p256') {
		return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, bytes);
	}
	if (v15) return verify('sha256', data, key, bytes);
	return verify(
		'sha512',
		data,
		{ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 },
		bytes,
	);
}

/** The signature named `label` in a printed message: parameters, bytes and our base for it. */
function printedSignature(text: string, label: string) {
	const message = readRawHttp(text);
	const find = (field: string, pattern: string) =>
		new RegExp(`\\b${label}=(${pattern})`).exec(message.headers[field]?.toString() ?? '')?.[1] ??
		'';
	const params = find('Signature-Input', '\\([^)]*\\)[^,]*');
	const base = createSignatureBase(message, identifiersOf(params), params);
	return { base, signature: find('Signature', ':[^:]+:') };
}

describe('RFC 9421 appendix B.2', () => {
	test.each(appendixB.cases.map((example) => [example.id, example] as const))(
		'%s: the base is byte for byte the printed one and carries the printed signature',
		(id, { base, signatureInput, signature, keyid }) => {
			const message = readRawHttp(id === 'B.2.4' ? appendixB.response : appendixB.request);
			const params = memberValue(signatureInput);
			// The printed response carries a digest that is not its body's; the base has the right one.
			const digest = /^"content-digest": (.*)$/m.exec(base)?.[1];
			if (id === 'B.2.4' && digest !== undefined) message.headers['Content-Digest'] = digest;

			const ours = createSignatureBase(message, identifiersOf(params), params);

			expect(ours).toBe(base);
			expect(published(keyid, ours, memberValue(signature))).toBe(true);
			expect(published(keyid, `${ours} `, memberValue(signature))).toBe(false);
		},
	);

	test('six cases were read', () => expect(appendixB.cases).toHaveLength(6));
});

describe('RFC 9421 examples inside the text', () => {
	const target = (url: string) => ({ method: 'POST', url, headers: {} });
	const lines = (base: string) => base.split('\n').slice(0, -1).join('\n');
	const baseOf = (message: Parameters<typeof createSignatureBase>[0], components: string[]) => {
		const list = components.map((name) => (name.startsWith('"') ? name : `"${name}"`)).join(' ');
		return lines(createSignatureBase(message, components, `(${list})`));
	};

	test('§2.1: fields are trimmed, unfolded and joined', () => {
		const message = {
			method: 'GET',
			url: 'https://www.example.com/',
			headers: {
				Host: 'www.example.com',
				Date: 'Tue, 20 Apr 2021 02:07:56 GMT',
				'X-OWS-Header': '   Leading and trailing whitespace.   ',
				'X-Obs-Fold-Header': 'Obsolete\r\n    line folding.',
				'Cache-Control': ['max-age=60', '   must-revalidate'],
				'Example-Dict': '  a=1,    b=2;x=1;y=2,   c=(a   b   c)',
			},
		};
		const names = [
			'host',
			'date',
			'x-ows-header',
			'x-obs-fold-header',
			'cache-control',
			'example-dict',
		];
		expect(baseOf(message, names)).toBe(examples.fields.text);
		expect(baseOf(message, ['example-dict'])).toBe(examples.dictionaryAsIs.text);
	});

	test.each([
		['@method', 'https://www.example.com/path?param=value', examples.method],
		['@target-uri', 'https://www.example.com/path?param=value', examples.targetUri],
		['@authority', 'https://WWW.example.com:443/path', examples.authority],
		['@scheme', 'http://www.example.com/path', examples.scheme],
		['@request-target', 'https://www.example.com/path?param=value', examples.requestTarget],
		['@path', 'https://www.example.com/path?param=value', examples.path],
		['@query', 'https://a.example/path?param=value&foo=bar&baz=bat%2Dman', examples.query],
		['@query', 'https://a.example/path?queryString', examples.queryWithoutPairs],
		['@query', 'https://a.example/path', examples.queryAbsent],
		['@query', 'https://a.example/path?', examples.queryAbsent],
	])('§2.2: %s of %s', (component, url, { text }) => {
		expect(baseOf(target(url), [component])).toBe(text);
	});

	test('§2.2.8: query parameters are decoded and encoded again', () => {
		const plain = target('https://a.example/path?param=value&foo=bar&baz=batman&qux=');
		const names = (text: string) =>
			text.split('\n').map((line) => line.slice(0, line.indexOf(':')));
		const printed = examples.queryParams.text.replace(':(SP)', ': ');
		expect(baseOf(plain, names(printed))).toBe(printed);

		const encoded = target(
			'https://a.example/parameters?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something',
		);
		const { text } = examples.queryParamsEncoded;
		expect(baseOf(encoded, names(text))).toBe(text);
	});

	test('§2.2.9: the status of a response', () => {
		expect(baseOf({ ...target('https://a.example/'), status: 200 }, ['@status'])).toBe(
			examples.status.text,
		);
	});

	test.each([
		['sf', examples.refusedSf],
		['key', examples.refusedKey],
		['bs', examples.refusedBs],
		['tr', examples.refusedTr],
		['req', examples.refusedReq],
	])('the component parameter %s is refused, not half understood', (parameter, { text }) => {
		const identifier = text.split('\n').map((line) => line.slice(0, line.indexOf(': ')));
		const parametrised = identifier.filter((name) => name.includes(`;${parameter}`));
		expect(parametrised.length).toBeGreaterThan(0);
		for (const name of parametrised) {
			const message = { ...target('https://a.example/'), headers: { 'example-dict': 'a=1' } };
			expect(() => createSignatureBase(message, [name], `(${name})`)).toThrow(
				expect.objectContaining({ kind: 'component' }),
			);
		}
	});
});

describe('signatures printed inside the text of RFC 9421', () => {
	test('§3.1 and §3.2: RSA-PSS, base and signature', () => {
		const { base, signature } = printedSignature(examples.signedRsaPss.text, 'sig1');
		expect(base).toBe(examples.signedRsaPssBase.text);
		expect(published('test-key-rsa-pss', base, signature)).toBe(true);
	});

	test('§4.3: the client’s signature and the proxy’s beside it', () => {
		const first = printedSignature(examples.signedP256.text, 'sig1');
		expect(published('test-key-ecc-p256', first.base, first.signature)).toBe(true);

		const proxy = printedSignature(examples.signedTwice.text, 'proxy_sig');
		expect(proxy.base).toBe(examples.signedTwiceBase.text);
		expect(published('test-key-rsa', proxy.base, proxy.signature, true)).toBe(true);
	});

	test('appendix B.3: TLS-terminating proxy', () => {
		const { base, signature } = printedSignature(examples.signedTtrp.text, 'ttrp');
		expect(base).toBe(examples.signedTtrpBase.text);
		expect(published('test-key-ecc-p256', base, signature)).toBe(true);
	});

	test.each([
		['as signed', examples.transformSigned, true],
		['an uncovered query parameter and field added', examples.transformQueryAdded, true],
		['field lines joined', examples.transformJoined, true],
		['fields in another order', examples.transformReordered, true],
		['another method and authority', examples.transformOtherAuthority, false],
		['lines of one field in another order', examples.transformOtherOrder, false],
	])('appendix B.4, a message transformed: %s', (_what, { text }, valid) => {
		const { base, signature } = printedSignature(text, 'transform');
		expect(published('test-key-ed25519', base, signature)).toBe(valid);
	});
});
