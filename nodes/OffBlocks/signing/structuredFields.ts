import { parseDictionary, parseItem, serializeDictionary, serializeItem } from 'structured-headers';
import type { Dictionary, Item } from 'structured-headers';

import { SignatureError } from './errors';

/**
 * A dictionary field (RFC 8941 §3.2), strictly: what was received must be what its sender serialised,
 * optional blanks aside. The parser lets the last of two equal keys win and reads `1.0` as 1; either would
 * let two verifiers see two different signatures in one field.
 *
 * @throws SignatureError `malformed`
 */
export function parseStrictDictionary(value: string, fieldName: string): Dictionary {
	const dictionary = parseOrRefuse(() => parseDictionary(value), fieldName);
	const canonical = parseOrRefuse(() => serializeDictionary(dictionary), fieldName);
	if (withoutBlanks(value) !== withoutBlanks(canonical)) {
		throw new SignatureError(
			'malformed',
			`${fieldName} repeats a label, key or parameter, or is not written in canonical form.`,
		);
	}
	return dictionary;
}

/**
 * An item (RFC 8941 §3.3) in canonical form.
 *
 * @throws SignatureError `malformed`
 */
export function parseStrictItem(value: string, what: string): Item {
	const item = parseOrRefuse(() => parseItem(value), what);
	if (parseOrRefuse(() => serializeItem(item), what) !== value) {
		throw new SignatureError(
			'malformed',
			`${what} repeats a parameter or is not in canonical form.`,
		);
	}
	return item;
}

/** The library's own messages name an offset only; ours name the field. */
function parseOrRefuse<T>(parse: () => T, what: string): T {
	try {
		return parse();
	} catch {
		// Refused below.
	}
	throw new SignatureError('malformed', `${what} is not a well-formed structured field.`);
}

/** Blanks outside strings carry no meaning; those inside come through the parser as they are. */
function withoutBlanks(value: string): string {
	return value.replace(/[ \t]+/g, '');
}
