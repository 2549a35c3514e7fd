import { isAscii, serializeString } from 'structured-headers';
import type { BareItem, Parameters } from 'structured-headers';

import { ALGORITHM } from './ecdsaP384';
import { SignatureError } from './errors';

/** Signature parameters (RFC 9421 §2.3); times in Unix seconds. */
export interface SignatureParameters {
	created: number;
	keyId: string;
	algorithm?: string;
	expires?: number;
	nonce?: string;
	tag?: string;
}

// RFC 8941 §3.3.1.
const LARGEST_INTEGER = 999_999_999_999_999;
const PLAIN_TEXT = /^[ !#-[\]-~]+$/;

/**
 * `;keyid="…";alg="…";created=…`, then expires, nonce and tag where given: the order of the vendor's own client
 * (its Postman collection; RFC 9421 §2.3 leaves the order open).
 *
 * @throws SignatureError `parameter` for a value that the field cannot carry
 */
export function serialiseParameters(
	created: number,
	{ keyId, expires, nonce, tag }: Omit<SignatureParameters, 'created' | 'algorithm'>,
): string {
	assertOrder(created, expires);
	let params = `;keyid=${quoted(keyId, 'keyid')};alg="${ALGORITHM}";created=${time(created, 'created')}`;
	if (expires !== undefined) params += `;expires=${time(expires, 'expires')}`;
	if (nonce !== undefined) params += `;nonce=${quoted(nonce, 'nonce')}`;
	if (tag !== undefined) params += `;tag=${quoted(tag, 'tag')}`;
	return params;
}

/**
 * The parameters of a received signature, strictly: known ones only, of the right type, with created and
 * keyid, and no algorithm but ours.
 *
 * @throws SignatureError `parameter` or `algorithm`
 */
export function readParameters(received: Parameters): SignatureParameters {
	let created: number | undefined;
	let keyId: string | undefined;
	const others: Omit<SignatureParameters, 'created' | 'keyId'> = {};
	for (const [name, value] of received) {
		if (name === 'created') created = time(value, name);
		else if (name === 'expires') others.expires = time(value, name);
		else if (name === 'keyid') keyId = text(value, name);
		else if (name === 'alg') others.algorithm = algorithm(value);
		else if (name === 'nonce' || name === 'tag') others[name] = text(value, name);
		else throw new SignatureError('parameter', 'The signature has an unknown parameter.');
	}
	if (created === undefined) throw new SignatureError('parameter', 'The signature lacks created.');
	if (keyId === undefined) throw new SignatureError('parameter', 'The signature lacks keyid.');
	assertOrder(created, others.expires);
	return { created, keyId, ...others };
}

function time(value: BareItem, name: string): number {
	if (
		typeof value === 'number' &&
		Number.isInteger(value) &&
		value >= 0 &&
		value <= LARGEST_INTEGER
	) {
		return value;
	}
	throw new SignatureError('parameter', `The signature's ${name} must be whole Unix seconds.`);
}

function text(value: BareItem, name: string): string {
	if (typeof value === 'string' && value !== '' && isAscii(value)) return value;
	throw new SignatureError('parameter', `The signature's ${name} must be printable ASCII text.`);
}

/** An sf-string (RFC 8941 §4.1.6), most of which have nothing to escape. */
function quoted(value: string, name: string): string {
	return PLAIN_TEXT.test(value) ? `"${value}"` : serializeString(text(value, name));
}

function algorithm(value: BareItem): string {
	if (value === ALGORITHM) return ALGORITHM;
	throw new SignatureError('algorithm', `The signature's algorithm must be ${ALGORITHM}.`);
}

function assertOrder(created: number, expires: number | undefined): void {
	if (expires !== undefined && expires < created) {
		throw new SignatureError('parameter', 'The signature expires before it was created.');
	}
}
