import { runConcurrently } from '../../../nodes/OffBlocks/engine/runConcurrently.ts';

/** Tasks that end when told to. */
function tasks() {
	const begun: number[] = [];
	const ends = new Map<number, (goOn: boolean) => void>();
	return {
		begun,
		run: async (index: number) => {
			begun.push(index);
			return await new Promise<boolean>((resolve) => ends.set(index, resolve));
		},
		/** Ends a task and lets all that follows from it happen. */
		end: async (index: number, goOn = true) => {
			ends.get(index)!(goOn);
			ends.delete(index);
			await settle();
		},
		underWay: () => [...ends.keys()],
	};
}

const settle = async () => {
	for (let i = 0; i < 10; i++) await Promise.resolve();
};

const noKey = () => undefined;

it('begins in order, no more than so many at a time', async () => {
	const { begun, run, end, underWay } = tasks();
	const all = runConcurrently(5, 2, noKey, run);
	expect(begun).toEqual([0, 1]);
	await end(1);
	expect(begun).toEqual([0, 1, 2]);
	await end(0);
	await end(3);
	expect(underWay()).toEqual([2, 4]);
	await end(2);
	await end(4);
	await all;
});

it('waits for all that began', async () => {
	const { run, end } = tasks();
	let over = false;
	const all = runConcurrently(2, 5, noKey, run).then(() => (over = true));
	await end(1);
	expect(over).toBe(false);
	await end(0);
	await all;
});

it('does nothing where there is nothing to do', async () => {
	const run = jest.fn();
	await runConcurrently(0, 5, noKey, run);
	expect(run).not.toHaveBeenCalled();
});

describe('tasks with the same key', () => {
	it('run one after another, in order, and hold up no other', async () => {
		const keys = ['a', 'a', 'a', 'b', undefined];
		const { begun, run, end } = tasks();
		const all = runConcurrently(keys.length, 3, (index) => keys[index], run);
		await settle();
		expect(begun).toEqual([0, 3, 4]);
		await end(0);
		expect(begun).toEqual([0, 3, 4, 1]);
		await end(3);
		await end(4);
		expect(begun).toEqual([0, 3, 4, 1]);
		await end(1);
		await end(2);
		await all;
		expect(begun).toEqual([0, 3, 4, 1, 2]);
	});

	it('keep their order under 50 at a time and random durations', async () => {
		const keyOf = (index: number) => `card ${(index * 7) % 13}`;
		const done = new Map<string, number[]>();
		const busy = new Set<string>();
		let [most, now] = [0, 0];
		await runConcurrently(1_000, 50, keyOf, async (index) => {
			const key = keyOf(index);
			expect(busy.has(key)).toBe(false);
			busy.add(key);
			most = Math.max(most, ++now);
			for (let i = Math.random() * 20; i > 0; i--) await Promise.resolve();
			busy.delete(key);
			now -= 1;
			done.set(key, [...(done.get(key) ?? []), index]);
			return true;
		});
		expect(most).toBe(13);
		expect([...done.values()].flat()).toHaveLength(1_000);
		for (const order of done.values()) expect(order).toEqual([...order].sort((a, b) => a - b));
	});
});

describe('halting', () => {
	it('begins nothing new, not even of the same key, and waits for what is under way', async () => {
		const keys = ['a', 'b', 'a', undefined, undefined];
		const { begun, run, end } = tasks();
		let over = false;
		const all = runConcurrently(5, 3, (index) => keys[index], run).then(() => (over = true));
		await settle();
		expect(begun).toEqual([0, 1, 3]);
		await end(3, false);
		await end(0);
		expect(over).toBe(false);
		await end(1);
		await all;
		expect(begun).toEqual([0, 1, 3]);
	});
});
