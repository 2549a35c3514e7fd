import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import QuickLRU from 'quick-lru';
import { kept } from '../../nodes/OffBlocks/shared/kept';
import { clockDifference } from '../../nodes/OffBlocks/shared/serverClock';
import { resolveBaseUrl } from './baseUrl';
import { originOf } from './clock';
import { pasted } from '../../nodes/OffBlocks/shared/pasted';
import { fetchToken } from './token';

/** For so long a token counts as renewed meanwhile: about as long as a request can be under way. */
const FRESH_MS = 60_000;

/** Key pairs remembered at most; one is some kilobytes. */
const MAX_SESSIONS = 100;

/** Refused tokens of a key pair that are remembered: this process's and those of others, the newest. */
const MAX_TOKENS = 10;

interface Session {
	/** The log-in under way. */
	pending?: Promise<string>;
	/** The newest token as it is stored, and when it came (Unix ms). */
	token?: string;
	since: number;
	/** When a stored token was first refused here (Unix ms): this process's, or one that another process fetched. */
	refusals: QuickLRU<string, number>;
}

const sessions = new QuickLRU<string, Session>({ maxSize: MAX_SESSIONS });

/**
 * A token in the place of the one that was refused. When a token runs out, all requests under way find
 * out at the same time, and n8n asks for a new one for each: they share one log-in.
 *
 * @returns what to store as `sessionToken`, separated by blanks: the token, a digest of the key pair that it was
 * fetched with, and the milliseconds by which the server's clock was ahead (nothing where it sent no date)
 *
 * @throws {CredentialError} see `fetchToken`
 */
export async function renewToken(
	http: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	const pair = pairOf(credentials);
	const session = sessionOf(pair);
	if (wasRenewed(session, credentials.sessionToken)) return session.token!;

	session.pending ??= fetchToken(http, credentials)
		.then((token) => {
			const difference = clockDifference(originOf(credentials)) ?? '';
			session.since = Date.now();
			return (session.token = `${token} ${pair} ${difference}`);
		})
		.finally(() => (session.pending = undefined));
	return await session.pending;
}

/**
 * Whether the newest token came after the refused one was first refused. Of several processes (n8n's queue mode) each
 * fetches one and stores it over that of the others: a token that this process had before may have run out with the
 * refused one.
 */
function wasRenewed({ token, since, refusals }: Session, stored: unknown): boolean {
	const refused = String(stored ?? '');
	if (!refused) return false;
	const first = kept(refusals, refused, () => Date.now());
	return (
		token !== undefined && token !== refused && since >= first && Date.now() - since < FRESH_MS
	);
}

/** What is stored of the last log-in. */
export interface StoredSession {
	/** Empty where there has been none. */
	token: string;
	/** Milliseconds by which the server's clock was ahead of that of whoever logged in. */
	difference?: number;
}

/**
 * The session that is stored, if it was fetched with the host and key pair that the credential has now. After a
 * change of those it would make a test green that should be red, or go to a host that it is not meant for.
 *
 * @throws {LogInFirst}
 */
export function storedSession(credentials: ICredentialDataDecryptedObject): StoredSession {
	const [token, pair, difference] = String(credentials.sessionToken ?? '').split(' ');
	if (token && pair !== pairOf(credentials)) {
		throw new LogInFirst('The stored OffBlocks session belongs to another key or host');
	}
	return { token, difference: difference ? Number(difference) : undefined };
}

/** Looks like a 401 to n8n, which then logs in and has the request signed once more; nothing has been sent yet. */
export class LogInFirst extends Error {
	readonly response = { status: 401, headers: {}, data: '' };
}

/** Host and key pair, hashed: the map's keys are no place for a secret. */
function pairOf(credentials: ICredentialDataDecryptedObject): string {
	const parts = [
		resolveBaseUrl(credentials),
		pasted(credentials.apiKey),
		pasted(credentials.apiSecret),
	];
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

function sessionOf(id: string): Session {
	return kept(sessions, id, (): Session => ({
		since: 0,
		refusals: new QuickLRU<string, number>({ maxSize: MAX_TOKENS }),
	}));
}
