import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { withoutEndSlashes } from './baseUrl';
import { CredentialError } from './CredentialError';
import { hiddenHeaders } from './hiddenHeaders';
import { appendQuery, toQueryString, type ArrayFormat } from './query';

/**
 * The request shapes that n8n hands to a credential: `httpRequest` options (our nodes, a credential
 * test) and the older `request` options (the HTTP Request node), which name some things differently.
 */
export type RequestOptions = IHttpRequestOptions & {
	uri?: string;
	form?: IDataObject | string;
	formData?: unknown;
	useQuerystring?: boolean;
	useStream?: boolean;
	qsStringifyOptions?: { arrayFormat?: ArrayFormat };
	followRedirect?: boolean;
	followAllRedirects?: boolean;
	/** The older name of `skipSslCertificateValidation: true` is `false` here. */
	rejectUnauthorized?: boolean;
	agentOptions?: Record<string, unknown>;
};

/** A request as it will go over the wire: absolute normalised URL, lower-case header names, exact bytes. */
export interface OutgoingRequest {
	method: string;
	url: URL;
	headers: Record<string, string>;
	body?: Buffer;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * Reads what n8n is about to send, the way n8n would send it.
 *
 * @param baseUrl where relative addresses belong, without a trailing slash
 * @param dropped names of headers that are left out, in lower case
 * @throws {CredentialError} for a body whose bytes are not known before it is sent (a stream, multipart)
 */
export function readOutgoing(
	options: RequestOptions,
	baseUrl: string,
	dropped: ReadonlySet<string> = new Set(),
): OutgoingRequest {
	const method = (options.method ?? 'GET').toUpperCase();
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(options.headers ?? {})) {
		// Trimmed as axios does before it sends them: "\u00a0Host" goes out as Host.
		const plain = name.trim().toLowerCase();
		if (value === undefined || value === null || dropped.has(plain)) continue;
		headers[plain] = String(value).trim();
	}
	const body = method === 'GET' || method === 'HEAD' ? undefined : readBody(options, headers);
	return { method, url: readUrl(options, baseUrl), headers, body };
}

function readUrl(options: RequestOptions, baseUrl: string): URL {
	const address = String(options.url ?? options.uri ?? '');
	const base = options.baseURL ?? baseUrl;
	const absolute = /^[a-z][a-z\d+.-]*:/i.test(address)
		? address
		: `${withoutEndSlashes(base)}/${address.replace(/^\/+/, '')}`;
	const url = parsedUrl(absolute, baseUrl);
	if (options.qs) appendQuery(url, options.qs, arrayFormat(options));
	return url;
}

function parsedUrl(absolute: string, baseUrl: string): URL {
	try {
		return new URL(absolute);
	} catch {
		// Refused below.
	}
	throw new CredentialError(
		'The address of this OffBlocks request is not a URL',
		`Check the URL field of the node. OffBlocks addresses start with ${baseUrl}`,
	);
}

function arrayFormat(options: RequestOptions): ArrayFormat {
	if (options.useQuerystring) return 'repeat';
	return options.qsStringifyOptions?.arrayFormat ?? options.arrayFormat ?? 'indices';
}

/** The body's exact bytes; sets `content-type` in `headers` where n8n would have chosen one. */
function readBody(options: RequestOptions, headers: Record<string, string>): Buffer | undefined {
	const { body, form } = options;
	const type = headers['content-type']?.split(';')[0].trim().toLowerCase();

	if (options.formData !== undefined || type === 'multipart/form-data') {
		throw new CredentialError(
			'A multipart form cannot be signed for OffBlocks',
			'Send the body as JSON: the OffBlocks API accepts nothing else',
		);
	}
	if (form !== undefined && (body === undefined || body === null)) {
		headers['content-type'] = FORM;
		return Buffer.from(typeof form === 'string' ? form : toQueryString(form, 'indices'));
	}
	if (body === undefined || body === null || body === '') return undefined;
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof URLSearchParams) {
		headers['content-type'] ??= FORM;
		return Buffer.from(body.toString());
	}
	if (typeof body === 'object' && 'pipe' in body) {
		throw new CredentialError(
			'A streamed body cannot be signed for OffBlocks',
			'The digest of the body must be known before it is sent. Send the body as JSON',
		);
	}
	// The old `request` helper sends an empty object, the newer `httpRequest` leaves it out.
	if (!options.uri && typeof body === 'object' && Object.keys(body).length === 0) return undefined;
	headers['content-type'] ??= 'application/json';
	if (typeof body === 'string') return Buffer.from(body);
	const formFields = type === FORM && !Array.isArray(body);
	return Buffer.from(
		formFields ? toQueryString(body as IDataObject, 'indices') : JSON.stringify(body),
	);
}

/** A form's bytes as text. What is no UTF-8 would be sent with other bytes than the digest was made of. */
function formText(body: Buffer): string {
	const text = body.toString();
	if (Buffer.from(text).equals(body)) return text;
	throw new CredentialError(
		'A form that is not UTF-8 cannot be signed for OffBlocks',
		'Send the body as JSON: the OffBlocks API accepts nothing else',
	);
}

/**
 * What the signed address and body take the place of. And `useStream`, with which the HTTP Request node asks for the
 * raw answer and hands it on as the item, request headers and token included.
 */
const NOT_SENT = ['baseURL', 'qs', 'form', 'formData', 'auth', 'body', 'useStream'] as const;

/** Writes the request back so that n8n sends precisely this, and nothing is added or followed after signing. */
export function writeOutgoing(options: RequestOptions, request: OutgoingRequest): void {
	if (options.uri !== undefined) options.uri = request.url.href;
	if (options.url !== undefined || options.uri === undefined) options.url = request.url.href;
	options.method = request.method as IHttpRequestOptions['method'];
	options.headers = hiddenHeaders(request.headers);

	for (const key of NOT_SENT) if (key in options) delete options[key];
	if (request.body) {
		// A Buffer goes out byte for byte. Only for a form does n8n insist on text, which it then leaves alone.
		const isForm = request.headers['content-type'] === FORM;
		options.body = isForm ? formText(request.body) : request.body;
	}

	// A signature does not survive a redirect: it covers the host and the path.
	options.disableFollowRedirect = true;
	options.followRedirect = false;
	options.followAllRedirects = false;
	keepFromProxies(options, request.url);
}

/**
 * A workflow may name a proxy. It gets an encrypted tunnel to the credential's host, and must not be able to
 * stand in for that host: certificates are always checked ("Ignore SSL Issues" has no effect), against the
 * authorities that this n8n's host trusts and not against one of the workflow's own. Plain http, which is for this
 * machine only, goes through none.
 */
function keepFromProxies(options: RequestOptions, url: URL): void {
	delete options.rejectUnauthorized;
	delete options.skipSslCertificateValidation;
	if (url.protocol === 'http:') delete options.proxy;
	if (!options.agentOptions) return;
	// A client certificate (the HTTP Request node's "SSL Certificates") proves who sends, and trusts nobody.
	const { cert, key, passphrase } = options.agentOptions;
	options.agentOptions = { cert, key, passphrase };
}
