import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import QuickLRU from 'quick-lru';
import { kept } from '../../nodes/OffBlocks/shared/kept';
import { CredentialError } from './CredentialError';
import { pasted } from '../../nodes/OffBlocks/shared/pasted';

/** Base URLs of the vendor's environments, without a trailing slash (`servers` of its OpenAPI file). */
export const BASE_URLS: Record<string, string> = {
	production: 'https://api.offblocks.xyz/v1',
	sandbox: 'https://api.sandbox.offblocks.xyz/v1',
};

/** Where `npm run sandbox` listens unless told otherwise. */
export const LOCAL_BASE_URL = 'http://127.0.0.1:4010/v1';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where a credential points at, taken apart. */
export interface Base {
	/** Without a trailing slash. */
	url: string;
	/** Scheme, host and port: a server, and so a clock. */
	origin: string;
	host: string;
	/** Without a trailing slash; '' at the root. */
	path: string;
}

// By what is written in the credential: it is asked for with each request.
const bases = new QuickLRU<string, Base>({ maxSize: 32 });

/** @throws {CredentialError} as {@link resolveBaseUrl} */
export function baseOf(credentials: ICredentialDataDecryptedObject): Base {
	const { environment, localBaseUrl, baseUrl } = credentials;
	const text = environment === 'local' ? localBaseUrl : baseUrl;
	return kept(bases, `${String(environment)} ${String(text)}`, () => {
		const url = resolve(credentials);
		const { origin, host, pathname } = new URL(url);
		return { url, origin, host, path: withoutEndSlashes(pathname) };
	});
}

/**
 * The base URL that a credential points at, without a trailing slash.
 *
 * @throws {CredentialError} where a custom base URL is empty, no URL, not https (http is for loopback
 * only: anywhere else it would show the token to the network), or carries a user, query or fragment
 */
export function resolveBaseUrl(credentials: ICredentialDataDecryptedObject): string {
	return baseOf(credentials).url;
}

function resolve(credentials: ICredentialDataDecryptedObject): string {
	const preset = BASE_URLS[String(credentials.environment)];
	if (preset) return preset;

	const text =
		credentials.environment === 'local'
			? pasted(credentials.localBaseUrl) || LOCAL_BASE_URL
			: pasted(credentials.baseUrl);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url) {
		throw new CredentialError(
			'The Base URL of the OffBlocks credential is not a URL',
			'Open the credential and enter a full address, e.g. https://api.offblocks.xyz/v1',
		);
	}
	const secure =
		url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
	if (!secure) {
		throw new CredentialError(
			'The Base URL of the OffBlocks credential must start with https://',
			'Plain http is accepted only for a server on this machine, e.g. the local sandbox at http://127.0.0.1:4010/v1',
		);
	}
	if (url.username || url.password || url.search || url.hash) {
		throw new CredentialError(
			'The Base URL of the OffBlocks credential can contain only a scheme, host, port and path',
			'Remove the user name, the part after ? or the part after #',
		);
	}
	return withoutEndSlashes(url.href);
}

/** Without the slashes that it ends with; a pattern would look at a row of slashes from each of them anew. */
export function withoutEndSlashes(url: string): string {
	let end = url.length;
	while (url[end - 1] === '/') end -= 1;
	return url.slice(0, end);
}
