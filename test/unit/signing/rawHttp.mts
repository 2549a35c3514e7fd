import type { HttpMessage } from '../../../nodes/OffBlocks/signing/index.ts';

/** A message as printed in an RFC (start line, field lines, blank line, body) as the signer sees it. */
export function readRawHttp(
	text: string,
	scheme: 'http' | 'https' = 'https',
): HttpMessage & { body: string } {
	const [head, ...rest] = text.split('\n\n');
	const [startLine, ...lines] = head.split('\n');
	const headers: Record<string, string[]> = {};
	for (const line of unfoldable(lines)) {
		const colon = line.indexOf(':');
		(headers[line.slice(0, colon)] ??= []).push(line.slice(colon + 1));
	}
	const body = rest.join('\n\n').replace(/^\n/, '');
	const [first, second] = startLine.split(' ');
	if (first.startsWith('HTTP/')) {
		return {
			method: 'GET',
			url: 'https://response.invalid/',
			headers,
			status: Number(second),
			body,
		};
	}
	const host = headers.Host[0].trim();
	return { method: first, url: `${scheme}://${host}${second}`, headers, body };
}

/** Field lines with their folded continuations (RFC 9112 §5.2) still folded. */
function unfoldable(lines: string[]): string[] {
	return lines.reduce<string[]>((fields, line) => {
		if (/^[ \t]/.test(line)) fields.push(`${fields.pop()}\r\n${line}`);
		else fields.push(line);
		return fields;
	}, []);
}

/** Splits `label=(…);params` or `label=:…:`, one member, at its first equals sign. */
export function memberValue(field: string): string {
	return field.slice(field.indexOf('=') + 1);
}

/** The component identifiers of a serialised inner list, by the eye of a reader: split at blanks. */
export function identifiersOf(signatureParams: string): string[] {
	const list = signatureParams.slice(1, signatureParams.indexOf(')'));
	return list === '' ? [] : list.split(' ');
}
