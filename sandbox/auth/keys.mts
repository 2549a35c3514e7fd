import { createPublicKey, type KeyObject } from 'node:crypto';
import type { RegisteredKey } from '../store/meta.mts';

const PARSED_AT_MOST = 100;
const parsed = new Map<string, KeyObject>();

/** A registered key, parsed once. */
export function parsedKey({ publicKey: pem }: RegisteredKey): KeyObject {
	const known = parsed.get(pem);
	if (known) return known;
	if (parsed.size >= PARSED_AT_MOST) parsed.clear();
	const key = createPublicKey(pem);
	parsed.set(pem, key);
	return key;
}
