import { SignatureError } from './errors';

// Most URLs: no user, no fragment, no lone ?, nothing to encode. One look instead of six.
const CANONICAL_HREF = /^https?:\/\/[^/@]+\/[^?#^|]*(?:\?[^#]+)?$/;

/**
 * The URL as Node's HTTP clients put it on the wire, and therefore as it is signed: normalised by `URL`,
 * without fragment, without a lone `?`, and with `^` and `|` in the path percent-encoded. RFC 3986 §3.3
 * allows neither there; `URL` leaves them alone in some Node versions, while Go's servers (the vendor's
 * is one) encode them before they verify. Send this URL, and both sides agree. A `URL` that is canonical
 * comes back as it is, which saves parsing it again; no other is changed.
 *
 * @throws SignatureError `message` for what is not an absolute http(s) URL or carries a password
 */
export function canonicalUrl(url: string | URL): URL {
	if (url instanceof URL && CANONICAL_HREF.test(url.href)) return url;
	const canonical = parseUrl(url);
	if (CANONICAL_HREF.test(canonical.href)) return canonical;
	if (canonical.protocol !== 'https:' && canonical.protocol !== 'http:') {
		throw new SignatureError('message', 'Only http and https URLs can be signed.');
	}
	if (canonical.username !== '' || canonical.password !== '') {
		throw new SignatureError('message', 'A URL with a user name or password cannot be signed.');
	}
	canonical.hash = '';
	if (canonical.search === '') canonical.search = '';
	canonical.pathname = canonical.pathname.replace(/\^/g, '%5E').replace(/\|/g, '%7C');
	return canonical;
}

function parseUrl(url: string | URL): URL {
	try {
		return new URL(url);
	} catch {
		// Refused below.
	}
	throw new SignatureError('message', 'The URL to sign must be absolute, with http or https.');
}

/**
 * The values of the components that are derived from the URL (RFC 9421 §2.2.2 to §2.2.7), by name. `URL`
 * has lower-cased the host and dropped a default port already (§2.2.3). The request target is the
 * origin-form, the only one a client uses that talks to no proxy (RFC 9112 §3.2.1).
 */
export const URL_COMPONENTS: ReadonlyMap<string, (url: URL) => string> = new Map([
	['@authority', (url) => url.host],
	['@scheme', (url) => url.protocol.slice(0, -1)],
	['@target-uri', (url) => url.href],
	['@request-target', (url) => url.pathname + url.search],
	['@path', (url) => url.pathname],
	// §2.2.7: an absent query is an empty one, and the leading ? belongs to the value.
	['@query', (url) => url.search || '?'],
]);

/**
 * The value of `"@query-param";name="…"` (RFC 9421 §2.2.8): the one parameter whose encoded name is
 * `encodedName`, decoded as a form and percent-encoded again.
 *
 * @throws SignatureError `component` where the query has it not once, or not as UTF-8
 */
export function queryParamValue(url: URL, encodedName: string): string {
	const values = [...url.searchParams]
		.filter(([name]) => encodeQueryPart(name) === encodedName)
		.map(([, value]) => value);
	if (values.length !== 1) {
		throw new SignatureError(
			'component',
			values.length === 0
				? 'The query lacks a parameter that the signature is to cover.'
				: 'A query parameter that occurs several times cannot be covered by name; cover @query.',
		);
	}
	const [value] = values;
	// Broken UTF-8 decodes to U+FFFD: different queries would then have one signature base.
	if (value.includes('\ufffd')) {
		throw new SignatureError('component', 'A covered query parameter is not valid UTF-8.');
	}
	return encodeQueryPart(value);
}

/** The form percent-encode set, with %20 for a space (RFC 9421 §2.2.8 after the WHATWG URL standard). */
function encodeQueryPart(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()~]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
