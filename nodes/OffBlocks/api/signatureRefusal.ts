import type { RawResponse } from './RawResponse';
import { sentHeader, type Sent } from './Sent';

/** The vendor's library in its own words, and the names of what it looks at. */
const CERTAIN = /invalid required signature|signature-input|content-digest/i;

const ABOUT: Record<number, RegExp> = {
	400: /signature|signing[ -]?key|digest|\bkey[ -]?id\b/i,
	401: /signature|sign(ed|ing)\b|digest|\bkeys?([ -]?id)?\b/i,
};

/** Keys that have nothing to do with the signature. */
const OTHER_KEYS = /\b(api|idempotency)[ -]?keys?\b/gi;

/** A header of the request in an answer that echoes it. */
const ECHO = /"(authorization|signature(-input)?|content-digest)"\s*:\s*"[^"]*"/gi;

/** Whether an answer says that the signature was refused: 400 or 401, as text or JSON, in words that speak of it. */
export function isSignatureRefusal(status: number, words: string | undefined, sent: Sent): boolean {
	const about = ABOUT[status] as RegExp | undefined;
	if (!about || !words || wentUnsigned(sent)) return false;
	// Of a request with a signature in its body, that one may be meant.
	const pattern = sent.carriesSignature ? CERTAIN : about;
	return pattern.test(words.replace(OTHER_KEYS, '').replace(ECHO, ''));
}

/** Calls below `/auth` carry a token and no signature: one about signing keys that is refused speaks of its body. */
function wentUnsigned(sent: Sent): boolean {
	return sentHeader(sent, 'authorization') !== '' && sentHeader(sent, 'signature-input') === '';
}

/** How the clocks stand, by the date of an answer. */
export interface Clocks {
	/** Seconds by which this machine's is ahead; undefined where the answer has no date. */
	ahead?: number;
	/** Whether the signature was dated so that the API had to refuse it. */
	explain: boolean;
}

/** Compares the date of an answer with this machine's clock and with the dates in the signature. */
export function compareClocks({ headers, receivedAt }: RawResponse, sent: Sent): Clocks {
	const date = Date.parse(String(headers.date ?? ''));
	if (Number.isNaN(date)) return { explain: false };
	const input = sentHeader(sent, 'signature-input');
	const created = secondsOf(input, 'created');
	const expires = secondsOf(input, 'expires');
	const then = date / 1000;
	// The header's date is cut to a second: half of one is the best guess.
	const ahead = Math.round(((receivedAt ?? Date.now()) - date - 500) / 1000);
	return { ahead: ahead || 0, explain: created >= then || expires <= then };
}

/** The key id that a request was signed with; it is no secret. */
export function keyIdOf(sent: Sent): string | undefined {
	return /;keyid="([^"\\]{1,200})"/.exec(sentHeader(sent, 'signature-input'))?.[1];
}

function secondsOf(signatureInput: string, parameter: 'created' | 'expires'): number {
	return Number(new RegExp(`;${parameter}=(\\d{1,12})`).exec(signatureInput)?.[1] ?? NaN);
}
