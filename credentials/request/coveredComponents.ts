/**
 * What is signed unless the credential says otherwise. Which components OffBlocks wants is not
 * published; these are accepted by its own library and leave nothing that matters uncovered.
 */
export const DEFAULT_COMPONENTS =
	'@method @authority @path @query authorization content-type content-digest idempotency-key';

/**
 * The covered components of one request (RFC 9421 §1.1): the list of the credential, less the header
 * fields that this request does not carry.
 *
 * @param list component names or identifiers (`"@query-param";name="a"`), separated by blanks or commas
 * @param headers the request's header fields, names in lower case
 */
export function coveredComponents(list: string, headers: Record<string, string>): string[] {
	return list
		.split(/[\s,]+/)
		.map((entry) => (/^"[^"]*"$/.test(entry) ? entry.slice(1, -1) : entry))
		.filter((entry) => /^[@"]/.test(entry) || entry.toLowerCase() in headers)
		.map((entry) => (entry.startsWith('"') ? entry : entry.toLowerCase()));
}
