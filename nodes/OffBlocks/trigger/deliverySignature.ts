import type { KeyObject } from 'node:crypto';
import { SignatureError, verifyContentDigest, verifyMessage } from '../signing';
import type { DeliveryRequest } from './delivery';
import type { ReceivedSignature } from './receivedSignatures';
import { Refusal } from './Refusal';

/**
 * What a delivery's signature proves.
 *
 * - `body`: OffBlocks sent this very body to this very URL, a moment ago
 * - `sender`: OffBlocks signed something, but not this body, not for this URL, or not lately
 * - `nothing`: the delivery is not signed, or OffBlocks has no key to check it with
 */
export type Proof = 'body' | 'sender' | 'nothing';

/** A key of OffBlocks. */
export interface VerificationKey {
	key: KeyObject;
	/** The key that was replaced by another: what was signed before that may still be on its way. */
	retired?: boolean;
}

/** How a delivery's signature is judged. */
export interface SignaturePolicy {
	keys: readonly VerificationKey[];
	/** Seconds. */
	maxAge: number;
	/** n8n's webhook URL as OffBlocks was told it: behind a proxy n8n itself sees another host and path. */
	url: string;
}

/** Without these a signature would say nothing about this body, or hold for another receiver too. */
const REQUIRED = ['@method', '@authority', '@path', 'content-digest'];

/** Seconds. A signature that is older, as one that is sent again can be, does not prove a body any more. */
const FRESH = 300;

/** Seconds that the clock of OffBlocks may be ahead of ours for a body to be proven, and at all. */
const CLOCK_SKEW = 30;
const LONGEST_CLOCK_SKEW = 900;

/** The digests that can be checked (RFC 9530 §5). */
const KNOWN_DIGEST = /(?:^|[,\s])sha-(?:256|512)=/;

/**
 * Verifies a delivery's signatures (RFC 9421, RFC 9530): one that holds with one of the keys is enough,
 * whoever else has signed.
 *
 * @returns what the best one proves, undefined where none holds
 * @throws {Refusal} 401 for one that holds, but is too old, or whose body was changed on the way
 */
export async function verifyDelivery(
	request: DeliveryRequest,
	body: Buffer,
	signatures: readonly ReceivedSignature[],
	policy: SignaturePolicy,
): Promise<{ proof: Exclude<Proof, 'nothing'> } | { problem: string }> {
	let problem = 'It is not a signature that can be checked.';
	for (const signature of signatures) {
		for (const key of policy.keys) {
			const checked = await check(request, signature, key, policy.url);
			if (typeof checked === 'string') problem = checked;
			else return { proof: proofOf(request, body, signature, checked, key, policy) };
		}
	}
	return { problem };
}

/** The components that a signature covers, or why it does not hold. Its dates are judged afterwards. */
async function check(
	request: DeliveryRequest,
	{ fields, created }: ReceivedSignature,
	{ key }: VerificationKey,
	url: string,
): Promise<Set<string> | string> {
	const headers = { ...request.headers, ...fields };
	const message = { method: request.method, url: withQueryOf(request, url), headers };
	const timeless = { maxAge: 0, clockSkew: 0, now: created };
	try {
		const { components } = await verifyMessage(message, {
			keys: () => key,
			requiredComponents: [],
			...timeless,
		});
		return new Set(components);
	} catch (error) {
		return error instanceof SignatureError ? error.message : 'It could not be checked.';
	}
}

function proofOf(
	request: DeliveryRequest,
	body: Buffer,
	{ created, expires }: ReceivedSignature,
	covered: Set<string>,
	{ retired }: VerificationKey,
	{ maxAge }: SignaturePolicy,
): 'body' | 'sender' {
	const now = Date.now() / 1000;
	const age = now - created;
	if (age > maxAge) throw refused('The signature is too old.');
	if (age < -LONGEST_CLOCK_SKEW) throw refused('The signature was created in the future.');
	const fresh = age <= FRESH && age >= -CLOCK_SKEW && (expires === undefined || now <= expires);
	const digested = covered.has('"content-digest"') && isDigest(request, body);
	const complete = REQUIRED.every((name) => covered.has(`"${name}"`));
	return digested && complete && fresh && !retired ? 'body' : 'sender';
}

/** Whether the body is the one that was digested; false where that cannot be told. @throws {Refusal} 401 */
function isDigest({ headers }: DeliveryRequest, body: Buffer): boolean {
	const digest = String(headers['content-digest'] ?? '');
	if (!KNOWN_DIGEST.test(digest)) return false;
	try {
		verifyContentDigest(digest, body);
		return true;
	} catch (error) {
		throw refused((error as Error).message);
	}
}

/** The answer to a signature that does not hold. */
export function refused(problem: string): Refusal {
	return new Refusal(401, `The signature was refused. ${problem}`);
}

function withQueryOf({ originalUrl }: DeliveryRequest, url: string): string {
	const start = originalUrl.indexOf('?');
	return start === -1 ? url : url + originalUrl.slice(start);
}
