import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { resolveBaseUrl } from './baseUrl';
import { CredentialError } from './CredentialError';
import { pasted } from '../../nodes/OffBlocks/shared/pasted';
import { answered, foreign, notOffBlocks } from './refusals';
import { send } from './send';

/** What can stand behind `Bearer` (RFC 6750 §2.1, b64token). A token with a blank could not be stored either. */
const B64TOKEN = /^[\w.~+/-]+=*$/;

/**
 * Exchanges API key and secret for a JWT at `POST /auth/token` (vendor's contract: unsigned, no Bearer), and learns
 * the server's time on the way.
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
	const pair = keyPair(credentials);
	const secrets = Object.values(pair);
	const baseUrl = resolveBaseUrl(credentials);
	const answer = await send(http, {
		method: 'POST',
		url: `${baseUrl}/auth/token`,
		headers: { 'content-type': 'application/json', accept: 'application/json' },
		body: Buffer.from(JSON.stringify(pair)),
	});
	const other = notOffBlocks(answer, baseUrl, secrets);
	if (other) throw other;

	const { statusCode, body } = answer;
	if (statusCode !== 200) {
		// Of a 400 in plain text nobody knows whose it is.
		const doubt =
			statusCode === 400 && typeof body === 'string'
				? ' If they are right, a proxy between n8n and OffBlocks may have sent this response.'
				: '';
		throw new CredentialError(
			`OffBlocks refused the API key or secret ${answered(answer, secrets)}`,
			`Check both, and that they belong to the chosen environment: sandbox and production keys differ.${doubt}`,
		);
	}
	const token = (body as { token?: unknown } | undefined)?.token;
	if (typeof token !== 'string' || !B64TOKEN.test(token)) throw foreign(answer, baseUrl, secrets);
	return token;
}

/** @throws {CredentialError} where one of the two is missing */
function keyPair(credentials: ICredentialDataDecryptedObject): Record<string, string> {
	const pair = { apiKey: pasted(credentials.apiKey), apiSecret: pasted(credentials.apiSecret) };
	if (pair.apiKey && pair.apiSecret) return pair;
	throw new CredentialError(
		'The OffBlocks credential has no API key or no API secret',
		'Open the credential and fill in both, or switch Authentication to Access Token',
	);
}
