import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { apiWords } from '../../nodes/OffBlocks/shared/errorWords';
import { resolveBaseUrl } from './baseUrl';
import { CredentialError } from './CredentialError';

type Answer = { statusCode: number; body: unknown };

/** What can stand behind `Bearer` (RFC 6750 §2.1, b64token). A token with a blank could not be stored either. */
const B64TOKEN = /^[\w.~+/-]+=*$/;

/**
 * Exchanges API key and secret for a JWT at `POST /auth/token` (vendor's docs: unsigned, no Bearer).
 *
 * It throws errors without an HTTP response on them: n8n takes a 401 that has one for an expired
 * token and would log in a second time with the same wrong secret.
 *
 * @throws {CredentialError} saying whether the key pair was refused, the host not reached, or what else
 */
export async function fetchToken(
	http: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	const { apiKey, apiSecret } = credentials;
	if (!apiKey || !apiSecret) {
		throw new CredentialError(
			'The OffBlocks credential has no API key or no API secret',
			'Open the credential and fill in both, or switch Authentication to Access Token',
		);
	}
	const baseUrl = resolveBaseUrl(credentials);
	const pair = { apiKey: String(apiKey).trim(), apiSecret: String(apiSecret).trim() };
	const answer = await post(http, baseUrl, pair);
	const { statusCode, body } = answer;
	const words = wordsOf(answer, Object.values(pair));
	if ([400, 401, 403].includes(statusCode) && !isPage(body)) {
		throw new CredentialError(
			`OffBlocks refused the API key or secret (${statusCode}${words})`,
			'Check both, and that they belong to the chosen environment: sandbox and production keys differ',
		);
	}
	const token = (body as { token?: unknown } | undefined)?.token;
	if (statusCode !== 200 || typeof token !== 'string' || !B64TOKEN.test(token)) {
		const transient = statusCode >= 500 || statusCode === 429 || statusCode === 408;
		throw new CredentialError(
			`OffBlocks gave no access token (${statusCode}${words})`,
			transient
				? 'This is on the side of OffBlocks: try again in a moment'
				: `Check the Base URL: ${baseUrl} should be the address of the OffBlocks API, and no proxy on the way may answer in its place`,
			transient,
		);
	}
	return token;
}

async function post(http: IHttpRequestHelper, baseUrl: string, body: object): Promise<Answer> {
	const answer: unknown = await http.helpers
		.httpRequest({
			method: 'POST',
			url: `${baseUrl}/auth/token`,
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: Buffer.from(JSON.stringify(body)),
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			timeout: 30_000,
		})
		.catch((error: unknown) => {
			throw unreachable(baseUrl, error);
		});
	return answer as Answer;
}

/** The caught error holds the request, and with it the secret: only its code goes on. */
function unreachable(baseUrl: string, error: unknown): CredentialError {
	const { code } = error as { code?: unknown };
	return new CredentialError(
		`OffBlocks could not be reached at ${new URL(baseUrl).host}`,
		`Check the environment or Base URL of the credential, and that this n8n may connect to it${typeof code === 'string' ? ` (${code})` : ''}.`,
		true,
	);
}

/** A web page is a proxy's or another server's, and says nothing about the key. */
function isPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*</.test(body);
}

/** Text that came with a 2xx may be the token itself, in a form of its own: it is not shown. */
function wordsOf({ statusCode, body }: Answer, secrets: string[]): string {
	const words = typeof body === 'string' && statusCode < 300 ? undefined : apiWords(body, secrets);
	return words ? `: ${words}` : '';
}
