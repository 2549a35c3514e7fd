/**
 * Runs tasks 0 … count-1 in order, at most `concurrency` at a time. Tasks with the same key run one after
 * another, in order; those of other keys do not wait for them.
 *
 * @param keyOf undefined where a task minds no other
 * @param run must not reject; false means that no further task is to begin
 * @returns when all tasks that began have ended
 */
export async function runConcurrently(
	count: number,
	concurrency: number,
	keyOf: (index: number) => string | undefined,
	run: (index: number) => Promise<boolean>,
): Promise<void> {
	/** By key of a task under way: the tasks that wait for it. */
	const behind = new Map<string, number[]>();
	let next = 0;
	let halted = false;

	const runOne = async (index: number) => {
		if (!halted && !(await run(index))) halted = true;
	};
	const runWithThoseBehind = async (index: number) => {
		const key = keyOf(index);
		if (key === undefined) return await runOne(index);
		const queue = behind.get(key);
		if (queue) {
			queue.push(index);
			return;
		}
		const own = [index];
		behind.set(key, own);
		// The list grows while it is worked off.
		for (const mine of own) await runOne(mine);
		behind.delete(key);
	};
	const worker = async () => {
		while (!halted && next < count) await runWithThoseBehind(next++);
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
}
