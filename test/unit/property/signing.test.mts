import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import {
	parsePrivateKey,
	parsePublicKey,
	SignatureError,
	verifyContentDigest,
	verifyMessage,
} from '../../../nodes/OffBlocks/signing/index.ts';
import { parseStrictDictionary } from '../../../nodes/OffBlocks/signing/structuredFields.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const sec1 = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();

function refusal(work: () => unknown): SignatureError | undefined {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(SignatureError);
		return error as SignatureError;
	}
	return undefined;
}

/** No part of the key may be in the words about it. */
function expectNoKey({ kind, message }: SignatureError): void {
	expect(kind).toBe('key');
	const body = sec1.replace(/-----[^-]+-----|\s/g, '');
	for (let at = 0; at + 12 <= body.length; at += 4) {
		expect(message).not.toContain(body.slice(at, at + 12));
	}
}

describe('PEM', () => {
	it('is read whatever stands for its line breaks', () => {
		const blank = fc.constantFrom(' ', '\n', '\r\n', '\t', '\\n', '\\r\\n', '', '  \n ');
		fc.assert(
			fc.property(fc.constantFrom(sec1, pkcs8), blank, blank, (pem, between, around) => {
				const mangled = around + pem.trim().split('\n').join(between) + around;
				const key: KeyObject = parsePrivateKey(mangled);
				expect(key.equals(createPrivateKey(pem))).toBe(true);
			}),
			{ numRuns: 100 },
		);
	});

	it('that is damaged anywhere is the key, or is refused in words without the key', () => {
		const damage = fc.tuple(fc.nat(400), fc.nat(20), fc.string({ maxLength: 8 }));
		fc.assert(
			fc.property(fc.constantFrom(sec1, pkcs8, spki), damage, (pem, [at, remove, insert]) => {
				const text = pem.slice(0, at) + insert + pem.slice(at + remove);
				for (const parse of [parsePrivateKey, parsePublicKey]) {
					const error = refusal(() => expect(parse(text).asymmetricKeyType).toBe('ec'));
					if (error) expectNoKey(error);
				}
			}),
			{ numRuns: 600 },
		);
	});

	it('that is none at all is refused', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 2_000 }),
			fc.base64String({ maxLength: 2_000 }),
			fc.base64String().map((s) => `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----`),
			fc.constantFrom('-', '-----BEGIN ', ' ', 'A').map((s) => s.repeat(30_000 / s.length)),
		);
		fc.assert(
			fc.property(text, (given) => {
				expectNoKey(refusal(() => parsePrivateKey(given)) as SignatureError);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('structured fields', () => {
	const pieces = fc.constantFrom(
		...['sig', '=', '(', ')', '"@method"', '"date"', ';', 'created', 'keyid', '"k"', '1618884473'],
		...[',', ' ', ':', ':AA==:', '?1', '1.0', '-', '"', '\\', '*', 'alg="ecdsa-p384-sha384"'],
	);
	const field = fc.oneof(
		fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
		fc.string({ unit: 'binary', maxLength: 100 }),
	);

	it('parse, or are refused', () => {
		fc.assert(
			fc.property(field, (value) => {
				const error = refusal(() => parseStrictDictionary(value, 'Signature-Input'));
				if (error) expect(error.kind).toBe('malformed');
			}),
			{ numRuns: 1_500 },
		);
	});

	it('never make a message genuine', async () => {
		const policy = {
			keys: () => publicKey,
			requiredComponents: ['@method'],
			maxAge: 1e12,
			clockSkew: 1e12,
		};
		await fc.assert(
			fc.asyncProperty(field, field, async (signatureInput, signature) => {
				const headers = { 'signature-input': signatureInput, signature };
				const message = { method: 'GET', url: new URL('https://example.com/'), headers };
				await expect(verifyMessage(message, policy)).rejects.toBeInstanceOf(SignatureError);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('never make a digest fit another body', () => {
		const digest = fc.oneof(
			field,
			fc.base64String().map((value) => `sha-256=:${value}:`),
			fc.base64String().map((value) => `sha-512=:${value}:`),
		);
		fc.assert(
			fc.property(digest, fc.uint8Array(), (value, body) => {
				const error = refusal(() => verifyContentDigest(value, body));
				expect(error?.kind).toMatch(/^(digest|malformed)$/);
			}),
			{ numRuns: 700 },
		);
	});
});
