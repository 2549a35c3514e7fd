import type { INodeListSearchResult } from 'n8n-workflow';
import type { PickerEntry } from '../shared/picker';

/** Which entries are sensible, and what to say of the others, if anything. */
export interface Choice {
	fits(entry: PickerEntry): boolean;
	/** In front of the name, because the editor cuts off the ends of long ones. */
	unfit?: string;
}

/** The API has no paging, the editor's lists do: so many entries are shown at a time. */
const PAGE_SIZE = 100;

/** Entries by name. Plain comparison: collation of 100,000 names would keep the editor waiting. */
export function sorted(entries: PickerEntry[]): PickerEntry[] {
	return entries.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

/**
 * One page of entries that are sorted, those that are sensible first.
 *
 * @param filter words that a name, or what else can be searched for, must all contain
 * @param paginationToken where the page starts, as the page before it said
 */
export function page(
	entries: readonly PickerEntry[],
	{ fits, unfit = '' }: Choice,
	filter = '',
	paginationToken = '0',
): INodeListSearchResult {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const [sensible, others]: [PickerEntry[], PickerEntry[]] = [[], []];
	for (const candidate of entries) {
		if (!words.every((word) => candidate.text.includes(word))) continue;
		(fits(candidate) ? sensible : others).push(candidate);
	}
	const start = Number(paginationToken) || 0;
	const end = start + PAGE_SIZE;
	const total = sensible.length + others.length;
	const shown = [
		...sensible.slice(start, end).map(({ name, value }) => ({ name, value })),
		...others
			.slice(Math.max(0, start - sensible.length), Math.max(0, end - sensible.length))
			.map(({ name, value }) => ({ name: unfit + name, value })),
	];
	return { results: shown, paginationToken: end < total ? String(end) : undefined };
}
