/**
 * Sorts by the text shown, letters with accents beside those without. Not localeCompare: it has ICU load
 * its collation data, which takes longer than all else that n8n does to load this package.
 */
export function alphabetical<T>(entries: T[], textOf: (entry: T) => string): T[] {
	const keyed = entries.map((entry) => ({ entry, key: plain(textOf(entry)) }));
	keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
	return keyed.map(({ entry }) => entry);
}

function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
