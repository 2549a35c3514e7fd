import { isInnerList, parseDictionary } from 'structured-headers';
import type { DeliveryRequest } from './delivery';

/** One of a request's signatures, alone: its members of Signature-Input and Signature, as they were sent. */
export interface ReceivedSignature {
	fields: { 'signature-input': string; signature: string };
	/** Unix seconds, as claimed. */
	created: number;
	/** Unix seconds, as claimed; undefined where it says none. */
	expires?: number;
	keyId?: string;
}

/** All of a request's header is 16 kB at most in Node.js; a signature takes some 400 characters. */
const LONGEST_FIELD = 16_384;

/** More than these are not looked at: each costs a verification. */
const MOST = 8;

/**
 * The signatures of a request that can be checked, each by itself: a gateway on the way may add one of its
 * own (RFC 9421 §3.2), in another form and by another key, and it must not spoil ours.
 *
 * @returns undefined where the request has no signature at all
 */
export function receivedSignatures({ headers }: DeliveryRequest): ReceivedSignature[] | undefined {
	const inputs = fieldOf(headers['signature-input']);
	const signatures = fieldOf(headers.signature);
	if (inputs === undefined && signatures === undefined) return undefined;
	const others = membersOf(signatures ?? '');
	const found: ReceivedSignature[] = [];
	for (const [label, input] of membersOf(inputs ?? '')) {
		const signature = others.get(label);
		const one = input && signature ? readOne(label, input, signature) : undefined;
		if (one && found.length < MOST) found.push(one);
	}
	return found;
}

/** Undefined where the header is not there, or empty. */
function fieldOf(value: string | string[] | undefined): string | undefined {
	const text = [value ?? []].flat().join(', ');
	return text.trim() ? text : undefined;
}

/**
 * The members of a dictionary (RFC 8941 §3.2) as text, by key: split at the commas outside strings, in one
 * pass. One whose key occurs twice is undefined: which of them would count?
 */
export function membersOf(field: string): Map<string, string | undefined> {
	const members = new Map<string, string | undefined>();
	if (field.length > LONGEST_FIELD) return members;
	let start = 0;
	let inString = false;
	for (let at = 0; at <= field.length; at += 1) {
		const character = field[at];
		if (inString && character === '\\') at += 1;
		else if (character === '"') inString = !inString;
		if (at >= field.length || (character === ',' && !inString)) {
			const member = field.slice(start, at).trim();
			const key = member.slice(0, member.indexOf('='));
			if (key) members.set(key, members.has(key) ? undefined : member);
			start = at + 1;
		}
	}
	return members;
}

function readOne(label: string, input: string, signature: string): ReceivedSignature | undefined {
	try {
		const member = parseDictionary(input).get(label);
		if (!member || !isInnerList(member)) return undefined;
		const { created, expires, keyid } = Object.fromEntries(member[1]);
		return {
			fields: { 'signature-input': input, signature },
			created: Number(created),
			...(typeof expires === 'number' ? { expires } : {}),
			...(typeof keyid === 'string' ? { keyId: keyid } : {}),
		};
	} catch {
		return undefined;
	}
}
