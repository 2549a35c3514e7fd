import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Name of the query parameter that proves a delivery comes from whoever was told the callback URL. */
const TOKEN = 'token';

/** 256 random bits, fit for a URL. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of a token: enough to recognise it, of no use to whoever reads a workflow's data. */
export function hashToken(token: string): string {
	return hash('sha256', token, 'base64url');
}

/** Whether a received token is the one with this hash; takes the same time for every wrong one. */
export function tokenMatches(received: unknown, tokenHash: string): boolean {
	if (typeof received !== 'string') return false;
	const actual = hash('sha256', received, 'buffer');
	const expected = Buffer.from(tokenHash, 'base64url');
	return expected.length === actual.length && timingSafeEqual(actual, expected);
}

/** The URL that OffBlocks is told: n8n's webhook URL with the token and further parameters. */
export function callbackUrl(
	webhookUrl: string,
	token: string,
	more: Record<string, string> = {},
): string {
	const url = new URL(webhookUrl);
	for (const [name, value] of Object.entries({ [TOKEN]: token, ...more })) {
		url.searchParams.set(name, value);
	}
	return url.href;
}

/** A callback URL as far as it tells one subscription from another: without its query. */
export function withoutQuery(url: string): string | undefined {
	if (!URL.canParse(url)) return undefined;
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

/** One parameter of a callback URL's query, null where it is absent. */
export function queryOf(url: string, name: string): string | null {
	return URL.canParse(url) ? new URL(url).searchParams.get(name) : null;
}

/** The token in a callback URL, null where there is none. */
export function tokenOf(url: string): string | null {
	return queryOf(url, TOKEN);
}
