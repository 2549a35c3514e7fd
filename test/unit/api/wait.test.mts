import { getEventListeners } from 'node:events';
import { wait } from '../../../nodes/OffBlocks/api/wait.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Whether a promise has settled by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
	return await Promise.race([promise.then(() => true), Promise.resolve().then(() => false)]);
}

it.each([[undefined], [new AbortController().signal]])('waits its time (%p)', async (stop) => {
	const waiting = wait(1_000, stop);
	await jest.advanceTimersByTimeAsync(999);
	expect(await settled(waiting)).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	await waiting;
});

it('ends at once when told to stop, without a timer running out', async () => {
	const stop = new AbortController();
	const waiting = wait(60_000, stop.signal);
	stop.abort();
	await waiting;
	expect(jest.getTimerCount()).toBe(0);
});

it('does not begin where it is to stop already', async () => {
	const stop = new AbortController();
	stop.abort();
	await wait(60_000, stop.signal);
	expect(jest.getTimerCount()).toBe(0);
});

it('leaves no listener behind, however often it is used on one signal', async () => {
	const { signal } = new AbortController();
	for (let i = 0; i < 100; i++) {
		const waiting = wait(10, signal);
		await jest.advanceTimersByTimeAsync(10);
		await waiting;
	}
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});
