import QuickLRU from 'quick-lru';
import { kept } from '../../nodes/OffBlocks/shared/kept';

/** What the vendor's own client signs (its Postman collection): the one list that is known to work. */
export const DEFAULT_COMPONENTS = '@method @authority @path content-digest';

interface Entry {
	text: string;
	/** Whether it is a header field, which a request may lack. */
	field: boolean;
}

const lists = new QuickLRU<string, Entry[]>({ maxSize: 32 });

/**
 * The covered components of one request (RFC 9421 §1.1): the list of the credential, less the header
 * fields that this request does not carry.
 *
 * @param list component names or identifiers (`"@query-param";name="a"`), separated by blanks or commas
 * @param headers the request's header fields, names in lower case
 */
export function coveredComponents(list: string, headers: Record<string, string>): string[] {
	return kept(lists, list, () => read(list))
		.filter(({ field, text }) => !field || text in headers)
		.map(({ text }) => text);
}

function read(list: string): Entry[] {
	return list
		.split(/[\s,]+/)
		.map((entry) => (/^"[^"]*"$/.test(entry) ? entry.slice(1, -1) : entry))
		.map((entry) => ({
			text: entry.startsWith('"') ? entry : entry.toLowerCase(),
			field: !/^[@"]/.test(entry),
		}));
}
