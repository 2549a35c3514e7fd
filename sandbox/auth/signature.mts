import { verify } from 'node:crypto';
import { promisify } from 'node:util';
import {
	isSignatureError,
	type RequestDescriptor,
	SignatureErrorCode,
	type UntrustedSignatureCandidate,
	verifySignature,
} from 'http-message-sig';
import type { RegisteredKey } from '../store/meta.mts';
import type { Claim } from './claim.mts';
import { parsedKey } from './keys.mts';
import { explainMismatch } from './mismatch.mts';
import { expired, refusalFor, refuse } from './refusal.mts';

export const ALGORITHM = 'ecdsa-p384-sha384';
const SIGNATURE_BYTES = 96;
/** What the vendor's own client sends (its Postman collection); nothing more can be required. */
const REQUIRED_COMPONENTS = ['@method', '@authority', '@path'];
const REQUIRED_PARAMETERS = ['created', 'expires', 'keyid', 'alg'];
/** How many registered ids a refusal lists, the newest. */
const KEYS_NAMED = 3;
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
}

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

/** The registered keys, by id and all of them. */
export interface Keys {
	signingKey(keyId: string): RegisteredKey | undefined;
	readonly signingKeys: readonly RegisteredKey[];
}

/** A request as the library takes it. */
export function descriptorOf(request: ReceivedRequest): RequestDescriptor {
	return {
		kind: 'request',
		method: request.method,
		// @authority comes from Host, port included; @path and @query from the target as received.
		targetUri: `http://${request.host}${request.target}`,
		requestTarget: request.target,
		fields: headerFields(request.rawHeaders),
	};
}

/**
 * Verifies a request's signature with http-message-sig as the vendor's library does at its strictest: no
 * tolerance of the clock either way.
 * @param claim what Signature-Input says, for the sentence of a refusal
 * @param now Unix seconds with their fraction
 * @returns the signature base
 * @throws SignatureRefusal saying what did not verify
 */
export async function verifyRequest(
	descriptor: RequestDescriptor,
	hasBody: boolean,
	keys: Keys,
	claim: Claim,
	now: number,
): Promise<string> {
	let seen: { key: RegisteredKey; data: Uint8Array; bytes: Uint8Array } | undefined;
	try {
		await verifySignature(descriptor, {
			policy: {
				algorithms: [ALGORITHM],
				requiredComponents: hasBody
					? [...REQUIRED_COMPONENTS, 'content-digest']
					: REQUIRED_COMPONENTS,
				requiredParameters: REQUIRED_PARAMETERS,
				clockSkew: 0,
				now,
			},
			resolveVerifier: (candidate) => {
				refuseUnwanted(candidate, descriptor.fields, now);
				const key = namedKey(candidate, keys);
				return {
					algorithm: ALGORITHM,
					verify: (data, bytes) => {
						seen = { key, data, bytes };
						return verifies(key, data, bytes);
					},
				};
			},
		});
	} catch (error) {
		if (!isSignatureError(error)) throw error;
		if (error.code === SignatureErrorCode.ResolverFailed) throw error.cause;
		if (error.code === SignatureErrorCode.VerificationFailed && seen) {
			const base = Buffer.from(seen.data).toString();
			const why = await explainMismatch(base, seen.bytes, seen.key, keys.signingKeys);
			throw refuse('mismatch', why);
		}
		throw refusalFor(error, claim, descriptor, now, ALGORITHM);
	}
	return Buffer.from(seen?.data ?? []).toString();
}

/** On the thread pool: a check takes most of a millisecond, and calls come many at a time. */
const verifies = (key: RegisteredKey, data: Uint8Array, bytes: Uint8Array): Promise<boolean> =>
	verifyAsync('sha384', data, { key: parsedKey(key), dsaEncoding: 'ieee-p1363' }, bytes);

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

function namedKey(
	{ parameters, signature }: UntrustedSignatureCandidate,
	keys: Keys,
): RegisteredKey {
	const keyId = String(parameters.keyid);
	const key = keys.signingKey(keyId);
	if (!key) {
		const known = keys.signingKeys.map((registered) => registered.keyId).slice(-KEYS_NAMED);
		const registered =
			known.length === 0 ? 'none is registered' : `registered: ${known.join(', ')}`;
		throw refuse('unknown_key', `unknown key id "${keyId}" (${registered})`);
	}
	if (signature.length !== SIGNATURE_BYTES) {
		throw refuse(
			'mismatch',
			`the signature has ${signature.length} bytes where r and s take ${SIGNATURE_BYTES} (IEEE P1363); DER is not accepted`,
		);
	}
	return key;
}
