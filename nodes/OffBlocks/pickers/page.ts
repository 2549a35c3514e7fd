import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { endOf, shortened, SHOWN, type PickerEntry } from '../shared/picker';

/** Which entries an operation is meant for, and what to say of the others, if anything. */
export interface Choice {
	fits(entry: PickerEntry): boolean;
	others?: string;
}

/** The API has no paging, the editor's lists do: so many entries are shown at a time. */
const PAGE_SIZE = 100;

/**
 * Entries by name, those of one name with the ends of their ids. Plain comparison: collation of 100,000 names would
 * keep the editor waiting.
 */
export function sorted(entries: PickerEntry[]): PickerEntry[] {
	const counts = new Map<string, number>();
	for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
	for (const entry of entries) {
		if (counts.get(entry.name) === 1) continue;
		const end = ` · ${endOf(entry.value)}`;
		entry.name = shortened(entry.name, SHOWN - end.length) + end;
	}
	return entries.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

/**
 * One page of entries that are sorted, those that fit first, and a heading above the others.
 *
 * @param filter words that a name, or what else can be searched for, must all contain
 * @param paginationToken where the page starts, as the page before it said
 */
export function page(
	entries: readonly PickerEntry[],
	{ fits, others: heading }: Choice,
	filter = '',
	paginationToken = '0',
): INodeListSearchResult {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const [fitting, others]: [PickerEntry[], PickerEntry[]] = [[], []];
	for (const candidate of entries) {
		if (!words.every((word) => candidate.text.includes(word))) continue;
		(fits(candidate) ? fitting : others).push(candidate);
	}
	const start = Number(paginationToken) || 0;
	const end = start + PAGE_SIZE;
	const all = [...fitting, ...others];
	const shown: INodeListSearchItems[] = all
		.slice(start, end)
		.map(({ name, value }) => ({ name, value }));
	const place = fitting.length - start;
	if (heading && others.length && place >= 0 && place < PAGE_SIZE) {
		shown.splice(place, 0, headingRow(heading));
	}
	return { results: shown, paginationToken: end < all.length ? String(end) : undefined };
}

/**
 * A row that nobody can choose. n8n stores the name of what is chosen, so that what is true today only must not stand
 * in a name; its list has headings of no other kind, and does not let values be chosen that are neither text nor
 * number (`ResourceLocatorDropdown.vue`).
 */
function headingRow(heading: string): INodeListSearchItems {
	return { name: `── ${heading} ──`, value: false };
}
