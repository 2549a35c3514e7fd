import type { States } from './states';

/** One entry of a list in the editor: no more of a thing than that needs. */
export interface PickerEntry {
	/** What n8n shows, and stores with the id: words that stay true, so no status. */
	name: string;
	value: string;
	/** Lower case; all that can be searched for, the name first. */
	text: string;
	status?: string;
}

/** What an operation asks of a thing. */
export interface Need<Entry extends PickerEntry = PickerEntry> {
	/** @param chosen the value of another field of the node, '' where there is none */
	fits(entry: Entry, chosen: (field: string) => string): boolean;
	/** The heading above those that do not fit. */
	others(chosen: (field: string) => string): string;
}

/** How things of a kind are chosen from a list in the editor. */
export interface Picker<Thing = unknown, Entry extends PickerEntry = PickerEntry> {
	/** The resource whose operations the states are about: `card`. */
	resource: string;
	/**
	 * The path of the list.
	 *
	 * @param idIn the id chosen in another field of the node, undefined where there is none yet
	 */
	path(idIn: (field: string) => string | undefined): string;
	entry(thing: Thing): Entry;
	/** With them, what an operation of `resource` cannot be done to comes last, below a heading that says so. */
	states?: States;
	/** What other operations need, by `resource/operation`. */
	needs?: Readonly<Record<string, Need<Entry>>>;
	/** What is of use for all other operations; anything where absent. */
	usual?: Need<Entry>;
	/** Where entries are made with the help of other lists: an account has no name but those on its cards. */
	join?: JoinedPicker<Thing, Entry>;
}

interface JoinedPicker<Thing, Entry extends PickerEntry> {
	with: readonly Picker[];
	/** @param others the entries of each picker in `with` */
	entries(things: Thing[], others: PickerEntry[][]): Entry[];
}

/** Characters of a name that n8n's list surely shows; it cuts off the ends of longer ones. */
export const SHOWN = 48;

/** @param more what can be searched for and is not shown */
export function pickerEntry(name: string, value: string, status = '', more = ''): PickerEntry {
	return { name, value, status, text: `${name} ${value} ${status} ${more}`.toLowerCase() };
}

/** A need of one of these statuses. */
export function inStatus(statuses: readonly string[], others: string): Need {
	return { fits: ({ status = '' }) => statuses.includes(status), others: () => others };
}

/** The end of an id by which it is told from others, e.g. "…426614174000". */
export function endOf(id: string): string {
	return `…${id.slice(-12)}`;
}

/** Text with its middle left out where it is too long: what tells it from others is at its end as often as at its start. */
export function shortened(text: string, length: number): string {
	if (text.length <= length) return text;
	const end = Math.floor((length - 1) / 2);
	return `${text.slice(0, length - 1 - end)}…${text.slice(-end)}`;
}
