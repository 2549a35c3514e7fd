import { parsePublicKey, SignatureError, verifyMessage } from '../signing';
import type { DeliveryRequest } from './delivery';
import { Refusal } from './Refusal';

/** Without these a signature would say nothing about this body, or hold for another receiver too. */
const REQUIRED = ['@method', '@authority', '@path', 'content-digest'];

/** Seconds that the clock of OffBlocks may be ahead of ours. */
const CLOCK_SKEW = 30;

/** What a delivery's signature must be like. */
export interface SignaturePolicy {
	/** PEM from the credential; there is one key, so its id is not looked at. */
	publicKey: string;
	/** Seconds. */
	maxAge: number;
	/** n8n's webhook URL as OffBlocks was told it: behind a proxy n8n itself sees another host and path. */
	url: string;
}

/**
 * Verifies signature and digest of a delivery (RFC 9421, RFC 9530).
 *
 * @throws {Refusal} 401 for a signature that does not hold, 503 where our own key cannot be used
 */
export async function verifyDelivery(
	request: DeliveryRequest,
	body: Buffer,
	{ publicKey, maxAge, url }: SignaturePolicy,
): Promise<void> {
	const key = usableKey(publicKey);
	const problem = await problemOf(
		verifyMessage(
			{ method: request.method, url: withQueryOf(request, url), headers: request.headers },
			{ keys: () => key, requiredComponents: REQUIRED, maxAge, clockSkew: CLOCK_SKEW, body },
		),
	);
	if (problem) throw new Refusal(401, `The signature was refused. ${problem}`);
}

function withQueryOf({ originalUrl }: DeliveryRequest, url: string): string {
	const start = originalUrl.indexOf('?');
	return start === -1 ? url : url + originalUrl.slice(start);
}

async function problemOf(verification: Promise<unknown>): Promise<string | undefined> {
	try {
		await verification;
		return undefined;
	} catch (error) {
		return error instanceof SignatureError ? error.message : 'It could not be checked.';
	}
}

function usableKey(publicKey: string) {
	try {
		return parsePublicKey(publicKey);
	} catch {
		// Refused below: the mistake is on this side, and corrected it lets the event through.
	}
	throw new Refusal(503, 'The webhook public key of the credential cannot be used.');
}
