import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { clockDifference } from '../../nodes/OffBlocks/shared/serverClock';
import { baseOf } from './baseUrl';

/**
 * Signatures are dated back by this many seconds, so that one from a clock that is a little ahead is not "from the
 * future": the vendor's verifier allows for nothing. Five seconds are more than a clock that is kept right is ever
 * wrong, and more than one that is not (a second a day is usual, 100 ppm is bad) gains on the server's in the half
 * day between two log-ins. Of the 300 s that a signature holds, 295 are left.
 */
const BACK_SECONDS = 5;

/** How long a signature holds, in seconds: as the vendor's own client has it. */
const VALIDITY_SECONDS = 300;

/**
 * When to say that a signature was made, and when it ends, in whole Unix seconds of the server's clock. What this
 * process has heard from the server counts for more than what is stored: that may come from another host's clock.
 *
 * @param stored the difference that was stored with the token, milliseconds; see `clockDifference`
 */
export function signatureTimes(
	origin: string,
	stored: number | undefined,
): { created: number; expires: number } {
	const difference = clockDifference(origin) ?? stored ?? 0;
	const created = Math.floor((Date.now() + difference) / 1000) - BACK_SECONDS;
	return { created, expires: created + VALIDITY_SECONDS };
}

/**
 * Whether a signature dated by the difference `assumed` can have been refused for its time, now that the difference is
 * known to be `found` (milliseconds; undefined counts as none).
 */
export function explainsRefusal(assumed = 0, found = assumed): boolean {
	// The difference found can be a second too low, as `Date` has whole seconds.
	const tooEarly = (1 - BACK_SECONDS) * 1000;
	const tooLate = (VALIDITY_SECONDS - BACK_SECONDS - 5) * 1000;
	return found - assumed < tooEarly || found - assumed > tooLate;
}

/** Scheme, host and port that a credential points at: a server, and so a clock. */
export function originOf(credentials: ICredentialDataDecryptedObject): string {
	return baseOf(credentials).origin;
}

/** Differences below this say nothing: `Date` has whole seconds, and an answer takes a while to arrive. */
const NOTICEABLE_MS = 3_000;

/** How the two clocks compare, as a sentence. */
export function clockWords(origin: string): string {
	const difference = clockDifference(origin);
	if (difference === undefined) {
		return 'The response has no date, so the clocks could not be compared. Check the clock of the machine n8n runs on.';
	}
	if (Math.abs(difference) < NOTICEABLE_MS)
		return 'The clocks of this machine and OffBlocks agree.';
	const seconds = Math.round(Math.abs(difference) / 1000);
	return `This machine's clock is ${seconds} seconds ${difference > 0 ? 'behind' : 'ahead of'} OffBlocks' clock. The signature was dated by OffBlocks' clock, but correct this machine's clock anyway.`;
}
