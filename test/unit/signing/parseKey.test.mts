import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import {
	parsePrivateKey,
	parsePublicKey,
	SignatureError,
} from '../../../nodes/OffBlocks/signing/index.ts';

import { describeWrongKind } from '../../../nodes/OffBlocks/signing/keyRefusal.ts';

const COMMAND = 'openssl ecparam -name secp384r1 -genkey -noout -out offblocks-private.pem';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const sec1 = privateKey.export({ format: 'pem', type: 'sec1' }) as string;
const pkcs8 = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const spki = publicKey.export({ format: 'pem', type: 'spki' }) as string;
const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));

/** As openssl ecparam writes it in front of a key: the curve's object identifier, 1.3.132.0.34. */
const ecParameters = '-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const urlSafe = (text: string) => Buffer.from(text).toString('base64url');
const bodyOf = (pem: string) => pem.replace(/-----[^-]+-----/g, '').trim();
const wrap = (text: string, width: number, newline: string) =>
	text.replace(new RegExp(`.{${width}}`, 'g'), (line) => line + newline);

const MANGLINGS: Array<[string, (pem: string) => string]> = [
	['as written', (pem) => pem],
	['without the final newline', (pem) => pem.trim()],
	['on one line', (pem) => pem.replace(/\n/g, '')],
	['with blanks for newlines', (pem) => pem.replace(/\n/g, ' ')],
	['with several blanks for newlines', (pem) => pem.replace(/\n/g, '   ')],
	['with literal \\n', (pem) => pem.replace(/\n/g, '\\n')],
	['with literal \\r\\n', (pem) => pem.replace(/\n/g, '\\r\\n')],
	['with doubly escaped \\\\n', (pem) => pem.replace(/\n/g, '\\\\n')],
	['as a JSON string', (pem) => JSON.stringify(pem)],
	['as PHP writes JSON strings', (pem) => JSON.stringify(pem).replace(/\//g, '\\/')],
	['as a member of a JSON object', (pem) => JSON.stringify({ privateKey: pem })],
	['indented', (pem) => pem.replace(/^/gm, '    ')],
	['indented with tabs', (pem) => pem.replace(/^/gm, '\t')],
	['with CRLF', (pem) => pem.replace(/\n/g, '\r\n')],
	['with CR alone', (pem) => pem.replace(/\n/g, '\r')],
	['with empty lines between', (pem) => pem.replace(/\n/g, '\n\n')],
	['in blank lines', (pem) => `\n\n  \t${pem}\n \n`],
	['in double quotes', (pem) => `"${pem}"`],
	['in single quotes', (pem) => `'${pem.trim()}'`],
	['in backticks', (pem) => `\`${pem}\``],
	['with a byte order mark', (pem) => `\ufeff${pem}`],
	['with zero-width and no-break spaces', (pem) => pem.replace(/\n/g, '\u200b\u00a0')],
	['with all blanks lost', (pem) => pem.replace(/\s/g, '')],
	['with dashes made long by an editor', (pem) => pem.replace(/-----/g, '—–-')],
	[
		'with other line lengths',
		(pem) => pem.replace(bodyOf(pem), wrap(bodyOf(pem).replace(/\n/g, ''), 20, '\n')),
	],
	['with text around it', (pem) => `Bag Attributes\n    localKeyID: 01\n${pem}Thanks!\n`],
	['as UTF-16 read byte by byte', (pem) => Buffer.from(pem, 'utf16le').toString('latin1')],
	['base64 of it', base64],
	['base64 of it, without padding', (pem) => base64(`${pem}\n`).replace(/=+$/, '')],
	['base64 of it, wrapped', (pem) => wrap(base64(pem), 76, '\n')],
	['base64 of it, wrapped with literal \\n', (pem) => wrap(base64(pem), 64, '\\n')],
	['base64 of it, with blanks and quotes', (pem) => ` "${wrap(base64(pem), 10, ' ')}" `],
	['url-safe base64 of it', urlSafe],
	['base64 of it on one line', (pem) => base64(pem.replace(/\n/g, ' '))],
	['base64 of it with CRLF', (pem) => base64(pem.replace(/\n/g, '\r\n'))],
	['base64 of it with literal \\n', (pem) => base64(pem.replace(/\n/g, '\\n'))],
	['base64 of it in UTF-16', (pem) => Buffer.from(pem, 'utf16le').toString('base64')],
];

function refusal(parse: (text: string) => KeyObject, text: string): SignatureError {
	try {
		parse(text);
	} catch (error) {
		expect(error).toBeInstanceOf(SignatureError);
		return error as SignatureError;
	}
	throw new Error('was accepted');
}

/** Whether eight characters in a row of the pasted text (words of PEM's own aside) are in the message. */
function leaks(message: string, text: string): boolean {
	const secret = text.replace(/-----(BEGIN|END)[A-Z 0-9]*-----/g, ' ');
	return Array.from({ length: Math.max(0, secret.length - 7) }, (_, start) =>
		secret.slice(start, start + 8),
	).some((piece) => piece.trim().length === 8 && message.includes(piece));
}

describe('private keys that are accepted', () => {
	const forms: Array<[string, string]> = [
		['SEC1', sec1],
		['PKCS#8', pkcs8],
	];
	const cases = forms.flatMap(([form, pem]) =>
		MANGLINGS.map(([mangling, mangle]) => [form, mangling, mangle(pem)] as const),
	);

	test.each(cases)('%s %s', (_form, _mangling, text) => {
		expect(parsePrivateKey(text).equals(privateKey)).toBe(true);
	});

	test.each([
		['curve parameters in front, as openssl ecparam writes them', () => ecParameters + sec1],
		['curve parameters in front, on one line', () => (ecParameters + sec1).replace(/\n/g, ' ')],
		['its public key beside it', () => spki + sec1],
		['PKCS#8 under the label of SEC1', () => pkcs8.replace(/ PRIVATE KEY/g, ' EC PRIVATE KEY')],
		['SEC1 under the label of PKCS#8', () => sec1.replace(/EC PRIVATE KEY/g, 'PRIVATE KEY')],
	])('%s', (_what, text) => expect(parsePrivateKey(text()).equals(privateKey)).toBe(true));

	test('the curve spelt out in numbers instead of by name', () => {
		const { privateKey: key } = generateKeyPairSync('ec', {
			namedCurve: 'secp384r1',
			paramEncoding: 'explicit',
		});
		const written = pem(key, 'sec1');
		expect(written.length).toBeGreaterThan(2 * sec1.length);
		expect(parsePrivateKey(written).asymmetricKeyDetails).toEqual({ namedCurve: 'secp384r1' });
	});

	test('the same text gives the same object, without parsing again', () => {
		expect(parsePrivateKey(sec1)).toBe(parsePrivateKey(sec1));
		expect(parsePublicKey(spki)).toBe(parsePublicKey(spki));
	});

	test('the cache forgets the oldest of many keys and still parses them', () => {
		const first = parsePrivateKey(sec1);
		for (let index = 0; index < 64; index++) parsePrivateKey(sec1 + ' '.repeat(index + 1));
		const again = parsePrivateKey(sec1);
		expect(again).not.toBe(first);
		expect(again.equals(first)).toBe(true);
	});
});

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' });
const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ed25519 = generateKeyPairSync('ed25519');
const pem = (key: KeyObject, type: 'sec1' | 'pkcs8' | 'pkcs1' | 'spki') =>
	key.export({ format: 'pem', type: type as 'pkcs8' }) as string;
const passphrase = { cipher: 'aes-256-cbc', passphrase: 'correct horse' };
/** A block under another label: the label says what it is, and that is all that is read of it. */
const labelled = (label: string) => spki.replace(/PUBLIC KEY/g, label);
/** The same key, one bit of the private number flipped: loads, signs, and verifies nowhere. */
const mismatched = (() => {
	const der = privateKey.export({ format: 'der', type: 'sec1' });
	der[20] ^= 1;
	return `-----BEGIN EC PRIVATE KEY-----\n${der.toString('base64')}\n-----END EC PRIVATE KEY-----\n`;
})();
const cutBody = (text: string) => {
	const lines = text.trim().split('\n');
	return [...lines.slice(0, -2), lines[lines.length - 1]].join('\n');
};

const BAD_FOR_BOTH: Array<[string, () => string, RegExp]> = [
	['nothing', () => '', /This is empty/],
	['blanks', () => ' \n\t ', /This is empty/],
	['an empty pair of quotes', () => '""', /This is empty/],
	[
		'an API secret',
		() => '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
		/API secret/,
	],
	['an API key', () => 'b7f1c0de-1c55-4f0a-9a5b-0a3a7b3d1a11', /API key or a key id/],
	[
		'a JWT',
		() => 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmNkZWZnaCJ9.c2lnbmF0dXJlc2lnbmF0dXJl',
		/access token \(JWT\)/,
	],
	[
		'a bearer JWT',
		() => 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmNkZWZnaCJ9.c2lnbmF0dXJl',
		/access token \(JWT\)/,
	],
	[
		'an OpenSSH public key',
		() => 'ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQ= me@here',
		/OpenSSH format/,
	],
	['a JWK', () => jwk, /JSON Web Key/],
	['a file name', () => '/home/me/card keys/hidden-signer.pem', /name of a file/],
	['rubbish', () => 'hunter2hunter2!hunter2', /not a key in PEM format/],
	['rubbish in base64', () => base64('hunter2 hunter2 hunter2'), /not a key in PEM format/],
	['a certificate', () => labelled('CERTIFICATE'), /a certificate\./],
	['a certificate request', () => labelled('CERTIFICATE REQUEST'), /certificate request/],
	['an RSA key (PKCS#1)', () => pem(rsa.privateKey, 'pkcs1'), /an RSA key/],
	[
		'an OpenSSH private key',
		() =>
			'-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----',
		/OpenSSH private key/,
	],
	[
		'another PEM block',
		() => '-----BEGIN PGP MESSAGE-----\nhQEMA5vJzvJzvJzv\n-----END PGP MESSAGE-----',
		/another kind/,
	],
	['only curve parameters', () => ecParameters, /only the curve's parameters/],
	['a very long text', () => 'MIGkAgEB'.repeat(5000), /far too long/],
];

const BAD_PRIVATE: Array<[string, () => string, RegExp]> = [
	['a public key', () => spki, /This is a public key/],
	['a P-256 key (SEC1)', () => pem(p256.privateKey, 'sec1'), /wrong curve, prime256v1 \(P-256\)/],
	['a P-521 key (PKCS#8)', () => pem(p521.privateKey, 'pkcs8'), /wrong curve, secp521r1 \(P-521\)/],
	['a secp256k1 key', () => pem(secp256k1.privateKey, 'sec1'), /wrong curve, secp256k1/],
	['an RSA key (PKCS#8)', () => pem(rsa.privateKey, 'pkcs8'), /a different kind of key \(rsa\)/],
	['an Ed25519 key', () => pem(ed25519.privateKey, 'pkcs8'), /a different kind of key \(ed25519\)/],
	[
		'an encrypted key (PKCS#8)',
		() => privateKey.export({ format: 'pem', type: 'pkcs8', ...passphrase }) as string,
		/passphrase-protected private key/,
	],
	[
		'an encrypted key (Proc-Type)',
		() => privateKey.export({ format: 'pem', type: 'sec1', ...passphrase }) as string,
		/passphrase-protected private key/,
	],
	[
		'an encrypted key (Proc-Type) on one line',
		() =>
			(privateKey.export({ format: 'pem', type: 'sec1', ...passphrase }) as string).replace(
				/\n/g,
				' ',
			),
		/passphrase-protected private key/,
	],
	[
		'a key without its END line',
		() => sec1.slice(0, sec1.indexOf('-----END')),
		/truncated: the END line/,
	],
	['the first half of a key', () => sec1.slice(0, 150), /truncated: the END line/],
	['a key without its last line of content', () => cutBody(sec1), /truncated: a part/],
	['base64 of half a key', () => base64(sec1).slice(0, 200), /truncated: the END line/],
	[
		'a key without its BEGIN line',
		() => sec1.slice(sec1.indexOf('\n')),
		/truncated: the BEGIN line/,
	],
	['a key without its BEGIN and END lines', () => bodyOf(sec1), /without its BEGIN and END/],
	['an empty block', () => '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----', /damaged/],
	[
		'a block of rubbish',
		() => '-----BEGIN PRIVATE KEY-----\nhunter2hunter2!\n-----END PRIVATE KEY-----',
		/damaged/,
	],
	[
		'a key with bytes after it',
		() => sec1.replace(bodyOf(sec1), base64('0\u0000MIGkAgEBBDABCDEF')),
		/damaged/,
	],
	['a key with a wrong character', () => mismatched, /halves do not belong together/],
	['two keys', () => sec1 + pem(p256.privateKey, 'sec1'), /more than one key/],
];

const BAD_PUBLIC: Array<[string, () => string, RegExp]> = [
	['a private key (SEC1)', () => sec1, /This is a private key/],
	['a private key (PKCS#8)', () => pkcs8, /This is a private key/],
	['base64 of a private key', () => base64(pkcs8), /This is a private key/],
	['a private key beside its public key', () => spki + sec1, /This is a private key/],
	[
		'an encrypted private key',
		() => privateKey.export({ format: 'pem', type: 'pkcs8', ...passphrase }) as string,
		/passphrase-protected private key/,
	],
	['a P-256 key', () => pem(p256.publicKey, 'spki'), /wrong curve, prime256v1/],
	['an RSA key (SPKI)', () => pem(rsa.publicKey, 'spki'), /a different kind of key \(rsa\)/],
	[
		'an Ed25519 public key',
		() => pem(ed25519.publicKey, 'spki'),
		/a different kind of key \(ed25519\)/,
	],
	['a truncated key', () => cutBody(spki), /truncated/],
	['two keys', () => spki + pem(p256.publicKey, 'spki'), /more than one key/],
];

describe('private keys that are refused, each for what it is', () => {
	test.each([...BAD_FOR_BOTH, ...BAD_PRIVATE])('%s', (_what, text, sentence) => {
		const { kind, message } = refusal(parsePrivateKey, text());
		expect(kind).toBe('key');
		expect(message).toMatch(sentence);
		expect(message).toContain(COMMAND);
		expect(leaks(message, text())).toBe(false);
	});

	test.each(MANGLINGS)('a public key %s', (_mangling, mangle) => {
		const { message } = refusal(parsePrivateKey, mangle(spki));
		expect(message).toMatch(/This is a public key/);
		expect(leaks(message, spki)).toBe(false);
	});

	test('a field that was never filled in', () => {
		const missing = undefined as unknown as string;
		expect(refusal(parsePrivateKey, missing).message).toMatch(/This is empty/);
		expect(refusal(parsePublicKey, missing).message).toMatch(/This is empty/);
	});

	test('a refusal carries no cause and no input in any property', () => {
		const error = refusal(parsePrivateKey, mismatched);
		expect(Object.keys(error).sort()).toEqual(['kind', 'name']);
		expect(error.cause).toBeUndefined();
		expect(leaks(String(error.stack), mismatched)).toBe(false);
	});
});

describe('public keys', () => {
	test.each(MANGLINGS)('are accepted %s', (_mangling, mangle) => {
		expect(parsePublicKey(mangle(spki)).equals(createPublicKey(privateKey))).toBe(true);
	});

	test.each([...BAD_FOR_BOTH, ...BAD_PUBLIC])('are refused: %s', (_what, text, sentence) => {
		const { kind, message } = refusal(parsePublicKey, text());
		expect(kind).toBe('key');
		expect(message).toMatch(sentence);
		expect(message).not.toContain('openssl');
		expect(leaks(message, text())).toBe(false);
	});
});

test('the search for leaks finds one', () => {
	expect(leaks(`prefix ${bodyOf(sec1).slice(20, 30)}`, sec1)).toBe(true);
});

test.each([
	['dashes', '-'.repeat(1_000_000)],
	['beginnings', '--BEGIN '.repeat(125_000)],
	['a beginning and blanks', `--BEGIN${' '.repeat(1_000_000)}`],
	['a block of dashes and blanks', `--BEGIN A--${' -- '.repeat(250_000)}`],
	['quotes inside', `x${'"'.repeat(1_000_000)}x`],
	['base64', 'A'.repeat(1_000_000)],
])('a text made to keep a pattern busy does not: %s', (_what, text) => {
	// A pattern that goes back and forth over a million characters would still be at it when the test's time is up.
	expect(refusal(parsePrivateKey, text)).toBeTruthy();
});

it('a key on a curve that has no name is called that', () => {
	const key = { asymmetricKeyType: 'ec', asymmetricKeyDetails: {} } as KeyObject;
	expect(describeWrongKind(key)).toBe('a key on a curve without a name');
});
