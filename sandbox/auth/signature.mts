import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import {
	isSignatureError,
	type RequestDescriptor,
	SignatureErrorCode,
	type UntrustedSignatureCandidate,
	type Verifier,
	verifySignature,
} from 'http-message-sig';
import { type RefusalReason, SignatureRefusal } from '../http/errors.mts';
import type { RegisteredKey } from '../store/meta.mts';
import { type Claim } from './claim.mts';

export const ALGORITHM = 'ecdsa-p384-sha384';
const SIGNATURE_BYTES = 96;
/** What the vendor's own client sends (its Postman collection); nothing more can be required. */
const REQUIRED_COMPONENTS = ['@method', '@authority', '@path'];
const REQUIRED_PARAMETERS = ['created', 'expires', 'keyid', 'alg'];
/** RFC 9421 section 2.3; the vendor's library refuses any other parameter. */
const KNOWN_PARAMETERS = new Set(['created', 'expires', 'keyid', 'alg', 'nonce', 'tag']);
/** A server sees only the origin-form, so the vendor's library cannot rebuild these. */
const REFUSED_COMPONENTS = new Set(['@target-uri', '@scheme', 'host']);

export interface ReceivedRequest {
	method: string;
	/** The request target as received, e.g. `/v1/cards?a=b`. */
	target: string;
	host: string;
	/** Name, value, name, value… as node:http gives them. */
	rawHeaders: readonly string[];
	hasBody: boolean;
}

const refuse = (reason: RefusalReason, sentence: string) =>
	new SignatureRefusal(reason, `Signature did not verify: ${sentence}`);

const verifyAsync = promisify(verify);

/** Splits node's flat header list, keeping every occurrence in its order. */
export function headerFields(
	rawHeaders: readonly string[],
): Array<{ name: string; value: string }> {
	const fields = [];
	for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
		fields.push({
			name: (rawHeaders[index] ?? '').toLowerCase(),
			value: rawHeaders[index + 1] ?? '',
		});
	}
	return fields;
}

/**
 * Verifies a request's signature with http-message-sig as the vendor's library does at its strictest: no
 * tolerance of the clock either way.
 * @param keyOf the registered key of an id
 * @param claim what Signature-Input says, for the sentence of a refusal
 * @param now Unix seconds with their fraction
 * @throws SignatureRefusal saying what did not verify
 */
export async function verifyRequest(
	request: ReceivedRequest,
	keyOf: (keyId: string) => RegisteredKey | undefined,
	claim: Claim,
	now: number,
): Promise<void> {
	const fields = headerFields(request.rawHeaders);
	const descriptor: RequestDescriptor = {
		kind: 'request',
		method: request.method,
		// @authority comes from Host, port included; @path and @query from the target as received.
		targetUri: `http://${request.host}${request.target}`,
		requestTarget: request.target,
		fields,
	};
	try {
		await verifySignature(descriptor, {
			policy: {
				algorithms: [ALGORITHM],
				requiredComponents: request.hasBody
					? [...REQUIRED_COMPONENTS, 'content-digest']
					: REQUIRED_COMPONENTS,
				requiredParameters: REQUIRED_PARAMETERS,
				clockSkew: 0,
				now,
			},
			resolveVerifier: (candidate) => {
				refuseUnwanted(candidate, fields, now);
				return verifierFor(candidate, keyOf);
			},
		});
	} catch (error) {
		if (!isSignatureError(error)) throw error;
		if (error.code === SignatureErrorCode.ResolverFailed) throw error.cause;
		throw refusalFor(error.code, error.message, claim, now);
	}
}

/** What the library allows and this API does not. */
function refuseUnwanted(
	{ components, parameters }: UntrustedSignatureCandidate,
	fields: ReadonlyArray<{ name: string; value: string }>,
	now: number,
): void {
	const covered = new Set(components.map(({ name }) => name));
	for (const { name, parameters: own } of components) {
		if (REFUSED_COMPONENTS.has(name))
			throw refuse('component', `component "${name}" is not supported`);
		if (Object.keys(own).length > 0)
			throw refuse('component', `component "${name}" carries parameters, which are not supported`);
	}
	for (const name of Object.keys(parameters)) {
		if (!KNOWN_PARAMETERS.has(name))
			throw refuse('parameter', `unknown signature parameter "${name}"`);
	}
	// The library lets the very second of the expiry pass.
	if ((parameters.expires ?? 0) <= now) throw expired(parameters.expires, now);
	for (const { name, value } of fields) {
		// The vendor's library refuses these where they are covered; its reading of lists differs.
		if (covered.has(name) && /,(?! )| {2}/.test(value.trim())) {
			const sentence = `covered header "${name}" has a bare comma or a double space`;
			throw refuse('component', sentence);
		}
	}
}

function verifierFor(
	{ parameters, signature }: UntrustedSignatureCandidate,
	keyOf: (keyId: string) => RegisteredKey | undefined,
): Verifier {
	const key = keyOf(String(parameters.keyid));
	if (!key) throw refuse('unknown_key', `unknown key id "${String(parameters.keyid)}"`);
	if (signature.length !== SIGNATURE_BYTES) {
		throw refuse(
			'mismatch',
			`the signature has ${signature.length} bytes where r and s take ${SIGNATURE_BYTES} (IEEE P1363); DER is not accepted`,
		);
	}
	return {
		algorithm: ALGORITHM,
		// On the thread pool: a check takes most of a millisecond, and calls come many at a time.
		verify: (data, bytes) =>
			verifyAsync('sha384', data, { key: parsedKey(key), dsaEncoding: 'ieee-p1363' }, bytes),
	};
}

const PARSED_AT_MOST = 100;
const parsed = new Map<string, KeyObject>();

function parsedKey({ publicKey: pem }: RegisteredKey): KeyObject {
	const known = parsed.get(pem);
	if (known) return known;
	if (parsed.size >= PARSED_AT_MOST) parsed.clear();
	const key = createPublicKey(pem);
	parsed.set(pem, key);
	return key;
}

const expired = (expires: number | undefined, now: number) =>
	refuse('clock', `it expired ${(now - (expires ?? now)).toFixed(1)} s ago`);

/** The library's own words, and by how much the clocks differ, which it does not say. */
function refusalFor(code: string, message: string, claim: Claim, now: number): SignatureRefusal {
	const { created = now, expires } = claim;
	if (code === SignatureErrorCode.VerificationFailed) {
		return refuse(
			'mismatch',
			'the signature does not match the request as it arrived (covered header, method, path, query, host, or the key)',
		);
	}
	if (message === 'Signature was created in the future')
		return refuse('clock', `it was created ${(created - now).toFixed(1)} s in the future`);
	if (message === 'Signature has expired') return expired(expires, now);
	const missing = /^Missing field (.+)$/.exec(message)?.[1];
	if (missing === 'signature' || missing === 'signature-input') {
		const header = missing === 'signature' ? 'Signature' : 'Signature-Input';
		return refuse('missing_header', `the ${header} header is missing`);
	}
	if (missing !== undefined) return refuse('missing_header', message);
	if (/component/i.test(message)) return refuse('component', message);
	if (/parameter|algorithm/i.test(message)) return refuse('parameter', message);
	return refuse('malformed', message);
}
