// Says what is happening and how far it is: one rewritten line on a terminal, a plain line now and then elsewhere.
// On stderr, because `npm run sandbox -- --json` promises its own first line on stdout.
const out = process.stderr;
const PLAIN_EVERY_MS = 15_000;
const TERMINAL_EVERY_MS = 1_000;

/** Seconds since `start` (ms, Date.now()) as `4 s` or `1 min 05 s`. */
export function elapsed(start, now = Date.now()) {
	const seconds = Math.round((now - start) / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** One line for the person who waits. */
export function say(line) {
	out.write(`${line}\n`);
}

/**
 * Runs `work` and meanwhile shows `label`, the time so far and what `howFar()` answers (a short text).
 * Returns what `work` returns and throws what it throws.
 */
export async function withProgress({ label, expect, howFar }, work) {
	const start = Date.now();
	say(`${label} (${expect})`);
	const show = out.isTTY
		? () => out.write(`\r\x1b[K  ${elapsed(start)}  ${howFar()}`)
		: () => say(`  ${elapsed(start)}  ${howFar()}`);
	const timer = setInterval(show, out.isTTY ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS);
	try {
		const result = await work();
		say(`${out.isTTY ? '\r\x1b[K' : ''}  done in ${elapsed(start)}`);
		return result;
	} catch (error) {
		if (out.isTTY) out.write('\r\x1b[K');
		throw error;
	} finally {
		clearInterval(timer);
	}
}
