import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/** Tries an assertion until it holds. Throws its last error where it does not within `timeoutMs`. */
export async function eventually<T>(assertion: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		try {
			return await assertion();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await sleep(POLL_MS);
		}
	}
}
