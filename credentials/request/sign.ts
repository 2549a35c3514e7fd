import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import {
	canonicalUrl,
	createContentDigest,
	parsePrivateKey,
	signMessage,
	type DigestAlgorithm,
} from '../../nodes/OffBlocks/signing';
import { BASE_URLS, baseOf, type Base } from './baseUrl';
import { signatureTimes } from './clock';
import { coveredComponents, DEFAULT_COMPONENTS } from './coveredComponents';
import { CredentialError } from './CredentialError';
import { readOutgoing, writeOutgoing, type OutgoingRequest, type RequestOptions } from './outgoing';
import { pasted } from '../../nodes/OffBlocks/shared/pasted';
import { storedSession } from './session';

/** Headers that are the credential's or the HTTP client's to write: a workflow's own are dropped. */
const NOT_THE_WORKFLOWS: ReadonlySet<string> = new Set([
	'authorization',
	'content-digest',
	'content-length',
	// Could lead to another customer of the same content delivery network.
	'host',
	'signature',
	'signature-input',
	'transfer-encoding',
]);

const PRODUCTION = new URL(BASE_URLS.production).origin;

const SIMULATOR = /\/simulator(\/|$)/i;

/**
 * Adds the access token to a request and signs it in place (RFC 9421, with a Content-Digest as of RFC 9530 where it
 * has a body), as the vendor's own client does: calls below `/auth/` are not signed, and the log-in has no token.
 * Called again on the same options, it replaces what it wrote before.
 *
 * @throws {CredentialError} where the host is not the credential's own, or something is missing
 * @throws {SignatureError} where the private key cannot be used
 * @throws an error that makes n8n log in anew, where the stored token is of another key pair
 */
export async function signRequest(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): Promise<IHttpRequestOptions> {
	const base = baseOf(credentials);
	const request = readOutgoing(options, base.url, NOT_THE_WORKFLOWS);
	refuseOtherHosts(request.url, base);
	request.url = canonicalUrl(request.url);
	refuseSimulator(credentials, request.url, base);

	const path = request.url.pathname.slice(base.path.length);
	const isLogIn = request.method === 'POST' && path === '/auth/token';
	if (!isLogIn) request.headers.authorization = `Bearer ${accessToken(credentials)}`;
	if (!path.startsWith('/auth/')) await addSignature(credentials, request, base);
	writeOutgoing(options, request);
	return options;
}

async function addSignature(
	credentials: ICredentialDataDecryptedObject,
	{ method, url, headers, body }: OutgoingRequest,
	{ origin }: Base,
): Promise<void> {
	const advanced = credentials.advancedSignature === true ? credentials : {};
	if (body) {
		const algorithm = (advanced.digestAlgorithm as DigestAlgorithm | undefined) ?? 'sha-512';
		headers['content-digest'] = createContentDigest(body, algorithm);
	}
	const { created, expires } = signatureTimes(origin, storedDifference(credentials));
	const { signature, signatureInput } = await signMessage(
		{ method, url, headers },
		{
			key: parsePrivateKey(String(credentials.privateKey ?? '')),
			keyId: required(credentials.keyId, 'Key ID'),
			label: pasted(advanced.signatureLabel) || 'sig',
			components: coveredComponents(
				String(advanced.signedComponents || DEFAULT_COMPONENTS),
				headers,
			),
			created,
			expires: advanced.sendExpires === false ? undefined : expires,
		},
	);
	headers['signature-input'] = signatureInput;
	headers.signature = signature;
}

/** Without this a workflow could have the token and a valid signature sent anywhere. */
function refuseOtherHosts(url: URL, base: Base): void {
	if (url.origin === base.origin && !url.username && !url.password) return;
	throw new CredentialError(
		`This OffBlocks credential signs only requests to ${base.host}, but this one goes to ${url.host}`,
		`Use an address that starts with ${base.url}, or a credential for the other host`,
	);
}

/**
 * In production a simulated step can only be a mistake: a workflow that was tried out with the sandbox, and got
 * another credential.
 */
function refuseSimulator(
	{ environment }: ICredentialDataDecryptedObject,
	url: URL,
	{ origin }: Base,
): void {
	const isProduction = environment === 'production' || origin === PRODUCTION;
	if (!isProduction || !SIMULATOR.test(url.pathname)) return;
	throw new CredentialError(
		'The simulator exists only in the sandbox, but this OffBlocks credential is for production',
		'This request was not sent. Choose a credential whose environment is Sandbox (OffBlocks) or Local Sandbox',
	);
}

function accessToken(credentials: ICredentialDataDecryptedObject): string {
	return credentials.authentication === 'accessToken'
		? required(credentials.accessToken, 'Access Token')
		: required(storedSession(credentials).token, 'session (log-in with API key and secret)');
}

function storedDifference(credentials: ICredentialDataDecryptedObject): number | undefined {
	if (credentials.authentication === 'accessToken') return undefined;
	return storedSession(credentials).difference;
}

function required(value: unknown, label: string): string {
	const text = pasted(value);
	if (text) return text;
	throw new CredentialError(
		`The OffBlocks credential has no ${label}`,
		'Open the credential, fill it in and save it',
	);
}
