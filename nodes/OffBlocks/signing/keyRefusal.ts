import type { KeyObject } from 'node:crypto';

import { SignatureError } from './errors';
import { base64Bytes } from './pem';

/** Who reads the sentence: someone filling in the signing key, or the key that verifies others' signatures. */
export type KeyRole = 'private' | 'public';

/** Makes a key that OffBlocks takes (docs.offblocks.xyz, request signing). */
export const MAKE_PRIVATE_KEY =
	'openssl ecparam -name secp384r1 -genkey -noout -out offblocks-private.pem';

const EXPECTED: Record<KeyRole, { what: string; command?: string }> = {
	private: {
		what: 'The private key must be an unencrypted PEM private key on the curve secp384r1 (P-384).',
		command: `Make one with: ${MAKE_PRIVATE_KEY}`,
	},
	public: {
		what: 'The public key must be a PEM public key on the curve secp384r1 (P-384).',
		// No command: this key is somebody else's, who hands it out.
	},
};

const LABELS: ReadonlyMap<string, string> = new Map([
	['ECPRIVATEKEY', 'a private key'],
	['PRIVATEKEY', 'a private key'],
	['ENCRYPTEDPRIVATEKEY', 'a passphrase-protected private key, which is not supported'],
	['RSAPRIVATEKEY', 'an RSA key'],
	['DSAPRIVATEKEY', 'a DSA key'],
	['OPENSSHPRIVATEKEY', 'an OpenSSH private key'],
	['PUBLICKEY', 'a public key'],
	['RSAPUBLICKEY', 'an RSA public key'],
	['CERTIFICATE', 'a certificate'],
	['TRUSTEDCERTIFICATE', 'a certificate'],
	['CERTIFICATEREQUEST', 'a certificate request'],
	['NEWCERTIFICATEREQUEST', 'a certificate request'],
	['ECPARAMETERS', "only the curve's parameters, without the key that follows them"],
]);

const CURVES: ReadonlyMap<string, string> = new Map([
	['prime256v1', 'P-256'],
	['secp521r1', 'P-521'],
]);

/**
 * The refusal of a key: what is expected, what this is instead, and the command that makes a right one.
 *
 * @param found a noun phrase of ours, never a part of the input
 */
export function keyRefusal(role: KeyRole, found: string): SignatureError {
	const { what, command } = EXPECTED[role];
	return new SignatureError('key', `${what} This is ${found}.${command ? ` ${command}` : ''}`);
}

/** What a PEM block is, by its label. */
export function describeLabel(label: string): string {
	return LABELS.get(label) ?? 'a PEM block of another kind';
}

/** What is wrong with a key that parses, or `undefined` for a key on secp384r1. */
export function describeWrongKind(key: KeyObject): string | undefined {
	if (key.asymmetricKeyType !== 'ec') {
		return `a different kind of key (${key.asymmetricKeyType ?? 'unknown'}), not an elliptic curve key`;
	}
	const curve = key.asymmetricKeyDetails?.namedCurve;
	if (curve === 'secp384r1') return undefined;
	if (curve === undefined) return 'a key on a curve without a name';
	const alias = CURVES.get(curve);
	return `a key on the wrong curve, ${curve}${alias === undefined ? '' : ` (${alias})`}`;
}

/** What a text without any PEM block looks like. */
export function describeNonPem(text: string): string {
	const trimmed = text.replace(/[\s"'`]+/g, ' ').trim();
	if (trimmed === '') return 'empty';
	if (/^(Bearer\s+)?ey[\w-]+\.[\w-]+\.[\w-]*$/.test(trimmed)) return 'an access token (JWT)';
	if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(trimmed)) return 'an API key or a key id';
	if (/^[0-9a-f]{16,}$/i.test(trimmed)) return 'an API secret, by the look of it';
	if (/^(ssh-|ecdsa-sha2-|sk-)/.test(trimmed)) return 'a public key in OpenSSH format';
	if (/^\{.*\bkty\b/.test(trimmed)) return 'a JSON Web Key, not PEM';
	if (/^.{1,200}\.(pem|key|der|p8|txt)$/i.test(trimmed))
		return 'the name of a file, not its content';
	if (/-{2,8} ?END/.test(trimmed)) return 'truncated: the BEGIN line is missing';
	if (base64Bytes(trimmed)?.[0] === 0x30) return 'a key without its BEGIN and END lines';
	return 'not a key in PEM format';
}
