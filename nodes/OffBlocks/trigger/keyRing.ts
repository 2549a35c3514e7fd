import type { IWebhookFunctions } from 'n8n-workflow';
import QuickLRU from 'quick-lru';
import type { VerificationKey } from './deliverySignature';
import { nodeKey } from './nodeKey';
import type { StoredKey } from './subscriptionStore';
import { parseVerificationKey } from '../signing';
import { fetchVerificationKey } from './verificationKey';

/** A key that is not known makes us ask OffBlocks, at most so often for each node. */
const PAUSE_MS = 30_000;

/** Deliveries come again for 24 hours, some with their first signature. */
const RETIRED_MS = 25 * 3_600_000;

interface Look {
	at: number;
	/** Undefined where OffBlocks has no key. */
	found: Promise<StoredKey | undefined>;
	/** What came of it, once that is known. */
	key?: StoredKey;
}

const looks = new QuickLRU<string, Look>({ maxSize: 1_000 });

/** Keys as they can be used, and their ids. */
export interface KeyRing {
	keys: VerificationKey[];
	ids: Set<string>;
}

/**
 * The keys of OffBlocks that are known without asking: the one found lately, and the one that was stored
 * at publishing, which `webhook()` cannot overwrite.
 */
export function knownKeys(
	context: IWebhookFunctions,
	stored: StoredKey | undefined,
	now = Date.now(),
): KeyRing {
	const look = looks.get(nodeKey(context));
	const found = look?.key;
	const replaced = found !== undefined && found.key !== stored?.key;
	const kept = stored && !(replaced && now - look!.at > RETIRED_MS) ? [stored] : [];
	const all = [...(replaced ? [found] : []), ...kept];
	return {
		keys: all.flatMap(({ key }, at) => usable(key, at > 0)),
		ids: new Set(all.map(({ keyId }) => keyId)),
	};
}

/**
 * Asks OffBlocks for its key where a delivery is signed with another one than is known, and keeps it in
 * this process: at most once in 30 seconds for a node, whoever makes up key ids.
 *
 * @returns whether OffBlocks has a key
 * @throws {ApiError} where it cannot be asked
 */
export async function renewKeys(context: IWebhookFunctions, now = Date.now()): Promise<boolean> {
	const node = nodeKey(context);
	const recent = looks.get(node);
	if (recent && now - recent.at < PAUSE_MS) return (await recent.found) !== undefined;
	const look: Look = { at: now, found: fetchVerificationKey(context), key: recent?.key };
	looks.set(node, look);
	look.found.then(
		(key) => (look.key = key ?? look.key),
		// Who waits for it hears of a failure.
		() => undefined,
	);
	return (await look.found) !== undefined;
}

/** One that n8n's database has spoilt is none. */
function usable(pem: string, retired: boolean): VerificationKey[] {
	try {
		return [{ key: parseVerificationKey(pem), retired }];
	} catch {
		return [];
	}
}
