import { sleep } from 'n8n-workflow';

/** Milliseconds of work at a stretch: n8n has one event loop for all workflows and the editor. */
const SLICE = 15;

/** Drives work that yields often, and lets others have the processor now and then. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
	let until = Date.now() + SLICE;
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
		if (Date.now() < until) continue;
		await sleep(0);
		until = Date.now() + SLICE;
	}
}

/** The same as `list.map(make)`, in slices. */
export async function mapInSlices<T, U>(list: readonly T[], make: (entry: T) => U): Promise<U[]> {
	return await inSlices(mapping(list, make));
}

function* mapping<T, U>(list: readonly T[], make: (entry: T) => U): Generator<void, U[]> {
	const made: U[] = [];
	for (const entry of list) {
		made.push(make(entry));
		yield;
	}
	return made;
}
