import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import {
	canonicalUrl,
	createContentDigest,
	parsePrivateKey,
	signMessage,
	type DigestAlgorithm,
} from '../../nodes/OffBlocks/signing';
import { resolveBaseUrl } from './baseUrl';
import { coveredComponents, DEFAULT_COMPONENTS } from './coveredComponents';
import { CredentialError } from './CredentialError';
import { sessionToken } from './session';
import { readOutgoing, writeOutgoing, type RequestOptions } from './outgoing';

/**
 * Signs a request in place (RFC 9421, with a Content-Digest as of RFC 9530 where it has a body) and
 * adds the access token. Called again on the same options, it replaces what it wrote before.
 *
 * @throws {CredentialError} where the host is not the credential's own, or something is missing
 * @throws {SignatureError} where the private key cannot be used
 * @throws an error that makes n8n log in anew, where the stored token is of another key pair
 */
export async function signRequest(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): Promise<IHttpRequestOptions> {
	const baseUrl = resolveBaseUrl(credentials);
	const request = readOutgoing(options, baseUrl);
	refuseOtherHosts(request.url, baseUrl);
	request.url = canonicalUrl(request.url);

	const { headers } = request;
	// A `host` of the workflow's own could lead to another customer of the same content delivery network.
	for (const name of ['signature', 'signature-input', 'content-digest', 'host'])
		delete headers[name];
	headers.authorization = `Bearer ${accessToken(credentials)}`;
	const advanced = credentials.advancedSignature === true ? credentials : {};
	if (request.body) {
		const algorithm = (advanced.digestAlgorithm as DigestAlgorithm | undefined) ?? 'sha-256';
		headers['content-digest'] = createContentDigest(request.body, algorithm);
	}

	const { signature, signatureInput } = await signMessage(
		{ method: request.method, url: request.url, headers },
		{
			key: parsePrivateKey(String(credentials.privateKey ?? '')),
			keyId: required(credentials.keyId, 'Key ID'),
			label: String(advanced.signatureLabel || 'sig').trim(),
			components: coveredComponents(
				String(advanced.signedComponents || DEFAULT_COMPONENTS),
				headers,
			),
		},
	);
	headers['signature-input'] = signatureInput;
	headers.signature = signature;
	writeOutgoing(options, request);
	return options;
}

/** Without this a workflow could have the token and a valid signature sent anywhere. */
function refuseOtherHosts(url: URL, baseUrl: string): void {
	const own = new URL(baseUrl);
	if (url.origin === own.origin && !url.username && !url.password) return;
	throw new CredentialError(
		`This OffBlocks credential signs requests to ${own.host} only, and this one goes to ${url.host}`,
		`Use an address that starts with ${baseUrl}, or a credential for the other host`,
	);
}

function accessToken(credentials: ICredentialDataDecryptedObject): string {
	return credentials.authentication === 'accessToken'
		? required(credentials.accessToken, 'Access Token')
		: required(sessionToken(credentials), 'session (log-in with API key and secret)');
}

function required(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text) return text;
	throw new CredentialError(
		`The OffBlocks credential has no ${label}`,
		'Open the credential, fill it in and save it',
	);
}
