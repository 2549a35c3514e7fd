import { isInnerList, serializeInnerList } from 'structured-headers';
import type { Dictionary, InnerList } from 'structured-headers';

import { SIGNATURE_BYTES } from './ecdsaP384';
import { SignatureError } from './errors';
import { fieldValue } from './httpMessage';
import type { HttpMessage } from './httpMessage';
import { parseCanonical, parseStrictDictionary } from './structuredFields';

/** One signature of a message as received, not verified. */
export interface ReceivedSignature {
	label: string;
	/** Covered components and signature parameters. */
	input: InnerList;
	/** The same as text, as its sender serialised it. */
	serialised: string;
	/** 96 bytes. */
	signature: Uint8Array;
}

/**
 * Chooses the signature to check (RFC 9421 §3.2, step 1): the one named `label`, or the only one. Which of
 * several counts is the verifier's decision, never the sender's.
 *
 * @throws SignatureError `missing`, `malformed`, `label` or `mismatch` (not a 96-byte signature)
 */
export function selectSignature(
	headers: HttpMessage['headers'],
	label: string | undefined,
): ReceivedSignature {
	const { dictionary: inputs, canonical } = parseCanonical(
		presentField(headers, 'signature-input', 'Signature-Input'),
		'Signature-Input',
	);
	const signatures = parseStrictDictionary(
		presentField(headers, 'signature', 'Signature'),
		'Signature',
	);
	assertPaired(inputs, signatures);
	const chosen = label ?? onlyLabel(inputs);
	const input = inputMember(inputs, chosen);
	return {
		label: chosen,
		input,
		// Mostly the field has this one member.
		serialised: inputs.size === 1 ? canonical.slice(chosen.length + 1) : serializeInnerList(input),
		signature: signatureMember(signatures, chosen),
	};
}

function presentField(headers: HttpMessage['headers'], name: string, shown: string): string {
	const value = fieldValue(headers, name);
	if (value === undefined || value === '') {
		throw new SignatureError('missing', `The message has no ${shown} field.`);
	}
	return value;
}

function assertPaired(inputs: Dictionary, signatures: Dictionary): void {
	const paired =
		inputs.size === signatures.size && [...inputs.keys()].every((label) => signatures.has(label));
	if (!paired) {
		throw new SignatureError('label', 'Signature and Signature-Input do not have the same labels.');
	}
}

function onlyLabel(inputs: Dictionary): string {
	const [label, another] = inputs.keys();
	if (label === undefined || another !== undefined) {
		throw new SignatureError('label', 'The message must have exactly one signature.');
	}
	return label;
}

function inputMember(inputs: Dictionary, label: string): InnerList {
	const member = inputs.get(label);
	if (member === undefined) {
		throw new SignatureError('label', 'The message has no signature with the expected label.');
	}
	if (!isInnerList(member)) {
		throw new SignatureError('malformed', 'The Signature-Input member is not an inner list.');
	}
	return member;
}

function signatureMember(signatures: Dictionary, label: string): Uint8Array {
	const [value, parameters] = signatures.get(label) ?? [];
	if (!(value instanceof ArrayBuffer) || parameters?.size !== 0) {
		throw new SignatureError('malformed', 'The Signature member is not a plain byte sequence.');
	}
	if (value.byteLength !== SIGNATURE_BYTES) {
		throw new SignatureError(
			'mismatch',
			`The signature is not ${SIGNATURE_BYTES} bytes long (r and s, 48 bytes each, not DER).`,
		);
	}
	return new Uint8Array(value);
}
