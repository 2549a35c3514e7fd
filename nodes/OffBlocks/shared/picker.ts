import type { States } from './states';

/** One entry of a list in the editor: no more of a thing than that needs. */
export interface PickerEntry {
	name: string;
	value: string;
	/** Lower case; all that can be searched for, the name first. */
	text: string;
	status?: string;
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
	/** With them, what the operation cannot be done to comes last and says so. */
	states?: States;
	/** The statuses that come first for all other operations; any where absent. */
	first?: readonly string[];
	/** Where entries are made with the help of another list: an account has no name but those on its cards. */
	join?: JoinedPicker<Thing, Entry>;
}

interface JoinedPicker<Thing, Entry extends PickerEntry> {
	with: Picker;
	entries(things: Thing[], others: PickerEntry[]): Entry[];
}

/** @param more what can be searched for and is not shown */
export function pickerEntry(name: string, value: string, status?: string, more = ''): PickerEntry {
	return { name, value, status, text: `${name} ${value} ${more}`.toLowerCase() };
}
