/** A value, or the error that came in its place. */
export type Attempt<T> = { value: T } | { error: unknown };

export function attempt<T>(make: () => T): Attempt<T> {
	try {
		return { value: make() };
	} catch (error) {
		return { error };
	}
}
