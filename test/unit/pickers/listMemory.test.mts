import { setTimeout as sleep } from 'node:timers/promises';
import { ListMemory } from '../../../nodes/OffBlocks/pickers/ListMemory.ts';

const LONG = 60_000;
const counting = () => {
	let loads = 0;
	return async () => ++loads;
};

it('reads a list once for many searches, and anew where that is asked', async () => {
	const memory = new ListMemory<number>(LONG, 2);
	const load = counting();
	const got = [];
	for (const anew of [true, false, false, true, false]) got.push(await memory.get('a', anew, load));
	expect(got).toEqual([1, 1, 1, 2, 2]);
});

it('waits for a list that is on its way, whoever asks', async () => {
	const memory = new ListMemory<number>(LONG, 2);
	const load = counting();
	expect(await Promise.all([true, true, false].map((anew) => memory.get('a', anew, load)))).toEqual(
		[1, 1, 1],
	);
});

it('forgets in time', async () => {
	const memory = new ListMemory<number>(20, 2);
	const load = counting();
	await memory.get('a', false, load);
	// The loop ends once it is forgotten, however busy the machine is.
	while ((await memory.get('a', false, load)) === 1) await sleep(10);
});

it('keeps apart what is held under different keys, and no more than its limit', async () => {
	const memory = new ListMemory<number>(LONG, 2);
	const load = counting();
	for (const key of ['a', 'b', 'c']) await memory.get(key, false, load);
	expect(await memory.get('c', false, load)).toBe(3);
	expect(await memory.get('b', false, load)).toBe(2);
	expect(await memory.get('a', false, load)).toBe(4);
});

it('holds nothing where a list could not be read', async () => {
	const memory = new ListMemory<number>(LONG, 2);
	const failing = async () => {
		throw new Error('no');
	};
	await expect(memory.get('a', false, failing)).rejects.toThrow('no');
	expect(await memory.get('a', false, counting())).toBe(1);
});
