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
import { unauthorised } from '../http/errors.mts';
import type { RegisteredKey } from '../store/meta.mts';

export const ALGORITHM = 'ecdsa-p384-sha384';
/** Seconds. The vendor's clock tolerance is 0 by default, so a signature from the future is refused. */
const MAX_AGE = 300;
const SIGNATURE_BYTES = 96;
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

export interface VerifiedRequest {
	keyId: string;
	components: string[];
}

const refuse = (sentence: string) =>
	unauthorised(`Signature did not verify: ${sentence}`, 'invalid_signature');

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
 * Verifies a request's signature with http-message-sig under this sandbox's policy.
 * @param key the one registered key, undefined where there is none
 * @throws ApiError 401 with a sentence saying what did not verify
 */
export async function verifyRequest(
	request: ReceivedRequest,
	key: RegisteredKey | undefined,
): Promise<VerifiedRequest> {
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
		const verified = await verifySignature(descriptor, {
			policy: {
				algorithms: [ALGORITHM],
				requiredComponents: requiredComponents(fields, request.hasBody),
				requiredParameters: ['created', 'keyid'],
				maxAge: MAX_AGE,
				clockSkew: 0,
			},
			resolveVerifier: (candidate) => {
				refuseUnwanted(candidate, fields);
				return verifierFor(candidate, key);
			},
		});
		return {
			keyId: String(verified.parameters.keyid),
			components: verified.components.map(({ name }) => name),
		};
	} catch (error) {
		if (!isSignatureError(error)) throw error;
		if (error.code === SignatureErrorCode.ResolverFailed) throw error.cause;
		throw refuse(sentenceFor(error.code, error.message));
	}
}

function requiredComponents(fields: ReadonlyArray<{ name: string }>, hasBody: boolean): string[] {
	const required = ['@method', '@authority', 'authorization'];
	if (hasBody) required.push('content-type', 'content-digest');
	if (fields.some(({ name }) => name === 'idempotency-key')) required.push('idempotency-key');
	return required;
}

/** What the library allows and this API does not. */
function refuseUnwanted(
	{ components, parameters }: UntrustedSignatureCandidate,
	fields: ReadonlyArray<{ name: string; value: string }>,
): void {
	const covered = new Set(components.map(({ name }) => name));
	if (!covered.has('@request-target') && !(covered.has('@path') && covered.has('@query'))) {
		throw refuse('Required component "@path" with "@query", or "@request-target", is absent');
	}
	for (const { name, parameters: own } of components) {
		if (REFUSED_COMPONENTS.has(name)) throw refuse(`component "${name}" is not supported`);
		if (Object.keys(own).length > 0)
			throw refuse(`component "${name}" carries parameters, which are not supported`);
	}
	for (const name of Object.keys(parameters)) {
		if (!KNOWN_PARAMETERS.has(name)) throw refuse(`unknown signature parameter "${name}"`);
	}
	for (const { name, value } of fields) {
		// The vendor's library refuses these where they are covered; its reading of lists differs.
		if (covered.has(name) && /,(?! )| {2}/.test(value.trim())) {
			throw refuse(`covered header "${name}" has a bare comma or a double space`);
		}
	}
}

function verifierFor(
	{ parameters, signature }: UntrustedSignatureCandidate,
	key: RegisteredKey | undefined,
): Verifier {
	if (!key) throw refuse('no signing key is registered; upload one with PUT /auth/signing');
	if (parameters.keyid !== key.keyId) throw refuse(`unknown key id "${String(parameters.keyid)}"`);
	if (signature.length !== SIGNATURE_BYTES) {
		throw refuse(
			`the signature has ${signature.length} bytes where r and s take ${SIGNATURE_BYTES} (IEEE P1363); DER is not accepted`,
		);
	}
	return {
		algorithm: ALGORITHM,
		// On the thread pool: a check takes most of a millisecond, and calls come many at a time.
		verify: (data, bytes) =>
			verifyAsync('sha384', data, { key: publicKey(key), dsaEncoding: 'ieee-p1363' }, bytes),
	};
}

let cached: { pem: string; key: KeyObject } | undefined;

function publicKey({ publicKey: pem }: RegisteredKey): KeyObject {
	if (cached?.pem !== pem) cached = { pem, key: createPublicKey(pem) };
	return cached.key;
}

function sentenceFor(code: string, message: string): string {
	if (code === SignatureErrorCode.VerificationFailed) {
		return 'the signature does not match the request as it arrived (covered header, method, path, query, host, or the key)';
	}
	if (message === 'Missing field signature') return 'the Signature header is missing';
	if (message === 'Missing field signature-input') return 'the Signature-Input header is missing';
	return message;
}
