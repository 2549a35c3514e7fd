/** A status that a thing of the API can have. */
export interface Status {
	/** As the editor shows it. */
	label: string;
	/** A sentence for somebody who wants to change the thing. */
	meaning: string;
	/** Whether the thing never leaves it. */
	final?: true;
}

/** A change of status that somebody can ask for. */
export interface Transition {
	/** "activated" */
	done: string;
	from: readonly string[];
	to: string;
}

/** The statuses of a kind of thing and what can be done in each, as the vendor's docs have them. */
export interface States {
	/** By value. */
	statuses: Readonly<Record<string, Status>>;
	/** By operation. */
	transitions: Readonly<Record<string, Transition>>;
}

/** Statuses as the editor's options, by label. */
export function statusOptions(
	...tables: Array<Readonly<Record<string, Status>>>
): Array<{ name: string; value: string }> {
	const labels = new Map(
		tables.flatMap((table) => Object.entries(table).map(([value, { label }]) => [value, label])),
	);
	return [...labels]
		.map(([value, name]) => ({ name, value }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a thing in this status can go through the transition of an operation; true for other operations. */
export function allows({ transitions }: States, operation: string, status: unknown): boolean {
	if (!Object.hasOwn(transitions, operation)) return true;
	return transitions[operation].from.includes(status as string);
}

/** Whether a thing in this status is already what the operation would make of it. */
export function isAlready({ transitions }: States, operation: string, status: unknown): boolean {
	return Object.hasOwn(transitions, operation) && transitions[operation].to === status;
}

/**
 * Why an operation is not possible, from the status, e.g. "The card is terminated. This is final. It must be
 * inactive to be activated."
 *
 * @returns undefined where the status is no reason
 */
export function whyNot(states: States, operation: string, status: unknown): string | undefined {
	const { statuses, transitions } = states;
	if (typeof status !== 'string' || !Object.hasOwn(statuses, status)) return undefined;
	if (allows(states, operation, status)) return undefined;
	const { done, from } = transitions[operation];
	const fitting = from.length > 1 ? `${from.slice(0, -1).join(', ')} or ${from.at(-1)}` : from[0];
	return `${statuses[status].meaning} It must be ${fitting} to be ${done}.`;
}
