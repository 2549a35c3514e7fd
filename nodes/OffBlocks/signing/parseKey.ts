import { createPublicKey, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import QuickLRU from 'quick-lru';

import { kept } from '../shared/kept';
import { derCompleteness, importDer } from './derKey';
import type { DerType } from './derKey';
import { describeLabel, describeNonPem, describeWrongKind, keyRefusal } from './keyRefusal';
import type { KeyRole } from './keyRefusal';
import { base64Bytes, findPemBlocks } from './pem';
import type { PemBlock } from './pem';

/** A key file has some 300 characters; what is far longer is not one, and not worth searching. */
const LONGEST_TEXT = 32_768;

const PRIVATE_LABELS: ReadonlyMap<string, readonly DerType[]> = new Map([
	['ECPRIVATEKEY', ['sec1', 'pkcs8']],
	['PRIVATEKEY', ['pkcs8', 'sec1']],
]);
const PUBLIC_LABELS: ReadonlyMap<string, readonly DerType[]> = new Map([['PUBLICKEY', ['spki']]]);

// A parse costs half a signature. Private keys by the text's hash: the cache holds no secret.
const privateKeys = new QuickLRU<string, KeyObject>({ maxSize: 32 });
const publicKeys = new QuickLRU<string, KeyObject>({ maxSize: 32 });

/**
 * A private key on secp384r1 from PEM, SEC1 or PKCS#8, however a paste mangled it, or base64 of that.
 * Repeated calls with one text are cheap.
 *
 * @throws SignatureError `key`: says what the text is instead and how to make a key; shows none of it
 */
export function parsePrivateKey(text: string): KeyObject {
	assertText(text, 'private');
	return kept(privateKeys, hash('sha256', text, 'base64'), () => {
		const key = keyFrom(text, 'private', PRIVATE_LABELS);
		assertOwnPublicKey(key);
		return key;
	});
}

/**
 * A public key on secp384r1 from SPKI PEM, as tolerantly as {@link parsePrivateKey}. A private key is
 * refused: whoever pastes one here gives away what nobody asked for, and should hear of it.
 *
 * @throws SignatureError `key`
 */
export function parsePublicKey(text: string): KeyObject {
	assertText(text, 'public');
	return kept(publicKeys, text, () => keyFrom(text, 'public', PUBLIC_LABELS));
}

/** n8n hands over undefined for a field that was never filled in. */
function assertText(text: unknown, role: KeyRole): void {
	if (typeof text !== 'string') throw keyRefusal(role, 'empty');
}

function keyFrom(
	text: string,
	role: KeyRole,
	labels: ReadonlyMap<string, readonly DerType[]>,
): KeyObject {
	if (text.length > LONGEST_TEXT) throw keyRefusal(role, 'far too long for a key');
	const blocks = findPemBlocks(text);
	if (blocks.length === 0) throw keyRefusal(role, describeNonPem(text));
	const block = onlyUsable(blocks, role, labels);
	const key = importDer(derOf(block, role), labels.get(block.label) ?? []);
	if (key === undefined) throw keyRefusal(role, 'damaged: its content is not a key');
	const wrong = describeWrongKind(key);
	if (wrong !== undefined) throw keyRefusal(role, wrong);
	return key;
}

/** The one block to use: curve parameters or a certificate beside it do no harm, a second key would. */
function onlyUsable(
	blocks: readonly PemBlock[],
	role: KeyRole,
	labels: ReadonlyMap<string, readonly DerType[]>,
): PemBlock {
	const unwelcome = blocks.find((block) => role === 'public' && block.label.endsWith('PRIVATEKEY'));
	if (unwelcome !== undefined) throw keyRefusal(role, describeBlock(unwelcome));
	const usable = blocks.filter(({ label }) => labels.has(label));
	if (usable.length > 1) throw keyRefusal(role, 'more than one key');
	const [block = blocks[blocks.length - 1]] = usable;
	if (usable.length === 0 || block.encrypted) throw keyRefusal(role, describeBlock(block));
	return block;
}

function describeBlock(block: PemBlock): string {
	return describeLabel(block.encrypted ? 'ENCRYPTEDPRIVATEKEY' : block.label);
}

function derOf(block: PemBlock, role: KeyRole): Buffer {
	if (!block.ended) throw keyRefusal(role, 'truncated: the END line is missing');
	const der = base64Bytes(block.body);
	const completeness = der === undefined ? 'damaged' : derCompleteness(der);
	if (der === undefined || completeness === 'damaged') {
		throw keyRefusal(role, 'damaged: its content is not a key');
	}
	if (completeness === 'truncated')
		throw keyRefusal(role, 'truncated: a part of its content is missing');
	return der;
}

/**
 * OpenSSL does not compare the private number with the public point beside it: a key with one character
 * wrong would load, sign, and be refused by whoever has the right public key.
 */
function assertOwnPublicKey(key: KeyObject): void {
	const probe = Buffer.from('probe');
	if (!verify('sha384', probe, createPublicKey(key), sign('sha384', probe, key))) {
		throw keyRefusal('private', 'damaged: its private and public halves do not belong together');
	}
}
