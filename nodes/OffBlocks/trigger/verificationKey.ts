import { ApiError } from '../api/ApiError';
import { callApi, type Caller } from '../api/client';
import { unexpected } from '../api/expected';
import { parseVerificationKey } from '../signing';
import type { StoredKey } from './subscriptionStore';

/** Shorter than a sender waits. */
const TIMEOUT_MS = 8_000;

/**
 * `GET /webhooks/verification-key`: the key that OffBlocks signs deliveries with.
 *
 * @returns undefined where the API has none
 * @throws {ApiError} where it cannot be asked, or answers with something else
 */
export async function fetchVerificationKey(caller: Caller): Promise<StoredKey | undefined> {
	const request = {
		method: 'GET',
		path: '/webhooks/verification-key',
		timeoutMs: TIMEOUT_MS,
	} as const;
	return await callApi(caller, request).then(readVerificationKey, (error: unknown) => {
		if (error instanceof ApiError && error.details.status === 404) return undefined;
		throw error;
	});
}

function readVerificationKey(answer: unknown): StoredKey {
	const { keyId, key } = Object(answer) as { keyId?: unknown; key?: unknown };
	if (typeof keyId !== 'string') throw unexpected('a key with an id (keyId)');
	try {
		const pem = parseVerificationKey(String(key ?? '')).export({ type: 'spki', format: 'pem' });
		return { keyId, key: String(pem) };
	} catch (error) {
		throw unexpected(`a key to verify deliveries with. ${(error as Error).message}`);
	}
}
