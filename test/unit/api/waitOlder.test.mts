// The sleep of older versions of n8n, which knows no signal.
import { wait } from '../../../nodes/OffBlocks/api/wait.ts';

jest.mock('n8n-workflow', () => ({
	sleep: async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms)),
}));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('ends at once when told to stop', async () => {
	const stop = new AbortController();
	const waiting = wait(60_000, stop.signal);
	stop.abort();
	// No time passes.
	await waiting;
	expect(jest.getTimerCount()).toBe(1);
});
