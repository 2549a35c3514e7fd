import { sleep } from 'n8n-workflow';

/**
 * Waits for `ms` milliseconds, or until `stop` aborts. n8n's own `sleep` lets go of its timer then, but in
 * older versions it knows no signal: so this does not rely on it.
 */
export async function wait(ms: number, stop?: AbortSignal): Promise<void> {
	if (!stop) return await sleep(ms);
	if (stop.aborted) return;
	let end: (() => void) | undefined;
	const stopped = new Promise<void>((resolve) => {
		end = resolve;
		stop.addEventListener('abort', end, { once: true });
	});
	await Promise.race([sleep(ms, stop).catch(() => undefined), stopped]);
	stop.removeEventListener('abort', end!);
}
