import { v4 } from 'uuid';
import { queryOf, withoutQuery } from './callbackUrl';

/** How long n8n listens for a test event: 2 minutes, and half a minute until it has cleared up. */
const LISTENS_SECONDS = 150;

/** This n8n process. */
const PROCESS_ID = v4();

/**
 * What is added to the callback URL of "Listen for test event". n8n keeps those in memory only: killed
 * while it listens, it does not know of the subscription any more, and only this says that it is dead.
 */
export function listenerMark(now = Date.now()): Record<string, string> {
	return {
		listener: PROCESS_ID,
		until: String(Math.ceil(now / 1000) + LISTENS_SECONDS),
	};
}

/**
 * Whether a callback URL belongs to a test that is over: its time is up, or the process of this n8n
 * that listened is not this one any more.
 */
export function isDeadListener(callbackUrl: string, ownUrl: string, now = Date.now()): boolean {
	const listener = queryOf(callbackUrl, 'listener');
	const until = queryOf(callbackUrl, 'until');
	if (listener === null || until === null || !/^\d+$/.test(until)) return false;
	if (Number(until) * 1000 < now) return true;
	return listener !== PROCESS_ID && addressOfN8n(callbackUrl) === addressOfN8n(ownUrl);
}

/**
 * Where n8n is: the URL without endpoint, webhook id and path. Host alone does not do: several n8n can
 * share one and differ in the first part of the path.
 */
function addressOfN8n(url: string): string | undefined {
	return withoutQuery(url)?.split('/').slice(0, -3).join('/');
}
