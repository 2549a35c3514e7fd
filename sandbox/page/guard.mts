import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** Nothing from elsewhere, nothing inline, nobody may frame it. @param style what else styles may come from */
const policy = (style = '') =>
	`default-src 'none'; script-src 'self'; style-src 'self'${style}; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const HEADERS = {
	'cache-control': 'no-store',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	// no-referrer would have forms sent with the Origin "null".
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
};

/**
 * Keeps other sites off the page. One that rebinds its name to 127.0.0.1 sends its own Host; a form or script of another
 * site sends its own Origin, and does not know the token that every form here carries.
 */
export class PageGuard {
	/** Of this process; never in a URL. */
	readonly token = randomBytes(32).toString('hex');

	/** The sentence for a request that is refused, undefined where it may pass. */
	refusal({ method, headers }: FastifyRequest): string | undefined {
		if (!LOOPBACK.test(headers.host ?? '')) return 'This page is for this machine only.';
		if (method === 'GET') return undefined;
		const { origin, host } = headers;
		const site = headers['sec-fetch-site'];
		if (origin !== `http://${host}` || (site !== undefined && site !== 'same-origin')) {
			return 'Forms of other sites are not taken.';
		}
		return undefined;
	}

	/** Whether a form carries the token. */
	knows(given: unknown): boolean {
		const [mine, theirs] = [Buffer.from(this.token), Buffer.from(String(given))];
		return mine.length === theirs.length && timingSafeEqual(mine, theirs);
	}

	headers(reply: FastifyReply, style?: string): void {
		reply.headers({ ...HEADERS, 'content-security-policy': policy(style) });
	}
}
