import { isInClear } from '../shared/inClear';
import type { RawResponse } from './RawResponse';
import type { Sent } from './Sent';

/** Who answered in the place of OffBlocks. */
export interface Foreign {
	/** How the message begins; the status and the words follow. */
	what: string;
	/** Whether the request was surely not passed on. */
	neverLeft?: true;
}

/** Statuses that OffBlocks' contract does not have and that proxies and gateways give by themselves. */
const GATEWAY = [403, 502, 503, 504];

/**
 * Whether an answer that is not 2xx, or not JSON, is somebody else's. OffBlocks' are JSON or plain text, over TLS.
 *
 * @param text the body, or its beginning
 */
export function foreign(response: RawResponse, sent: Sent, text: string): Foreign | undefined {
	const { statusCode: status, headers } = response;
	if (cameInClear(response, sent) || status === 407 || headers['proxy-authenticate']) {
		return { what: 'A proxy refused the connection to OffBlocks', neverLeft: true };
	}
	if (status >= 300 && status < 400) {
		return {
			what: "Got a redirect instead of OffBlocks' response. It was not followed, because a signature is valid for one address only",
		};
	}
	const noJson = !/^\s*[[{]/.test(text);
	if (isPage(headers, text) || status === 511 || (GATEWAY.includes(status) && noJson)) {
		return {
			what: 'A proxy, a gateway or another server answered instead of OffBlocks',
			...(status === 511 ? { neverLeft: true } : {}),
		};
	}
	return undefined;
}

/**
 * Whether an answer to an encrypted request came without encryption: where a proxy does not open the tunnel
 * (CONNECT), n8n hands the proxy's own answer on as if it were the server's. The request was not sent then.
 */
export function cameInClear({ body, socket }: RawResponse, { options }: Sent): boolean {
	if (!/^https:/i.test(String(options?.url ?? ''))) return false;
	const { socket: ofBody } = (body ?? {}) as { socket?: unknown };
	return isInClear(socket ?? ofBody);
}

/** HTML is for browsers, not for clients of an API. */
function isPage(headers: RawResponse['headers'], text: string): boolean {
	const type = String(headers['content-type'] ?? '');
	return /^text\/html\b/i.test(type) || /^\s*<(!doctype|html|head|body)\b/i.test(text);
}
