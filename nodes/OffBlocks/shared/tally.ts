/** How many of each there are, by name. */
export type Tally = Record<string, number>;

/** A count for each of these, without a prototype: a status named `constructor` is a status. */
export function zeros(names: readonly string[]): Tally {
	return Object.assign(Object.create(null) as Tally, {
		...Object.fromEntries(names.map((name) => [name, 0])),
	});
}

/** One more of a name, be it known or not. */
export function increment(tally: Tally, name: unknown): void {
	const key = String(name);
	tally[key] = (tally[key] ?? 0) + 1;
}

/** The counts with what is known first, in its order, and the rest by name: the same whichever came first. */
export function inOrder(tally: Tally, known: readonly string[]): Tally {
	const others = Object.keys(tally)
		.filter((name) => !known.includes(name))
		.sort();
	return Object.fromEntries([...known, ...others].map((name) => [name, tally[name] ?? 0]));
}
