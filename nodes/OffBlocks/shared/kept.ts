import type QuickLRU from 'quick-lru';

/** What is kept under a key, or what `make` gives, which is kept from then on; a `make` that throws leaves nothing behind. */
export function kept<V>(memory: QuickLRU<string, V>, key: string, make: () => V): V {
	const known = memory.get(key);
	if (known !== undefined) return known;
	const made = make();
	memory.set(key, made);
	return made;
}
