// One process at a time makes a thing; the others wait and say so. The holder touches the lock file while it
// works, so a lock whose holder died is recognised, on another host or in another container too.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './progress.mjs';

const HEARTBEAT_MS = 2_000;
const STALE_MS = 20_000;
const POLL_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs `work` while holding the lock `file`; `what` names the thing for those who wait. */
export async function withLock(file, what, work) {
	const token = `${process.pid} ${Date.now()} ${Math.random()}`;
	await acquire(file, token, what);
	const release = () => {
		if (read(file) === token) rmSync(file, { force: true });
	};
	const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
	// Ctrl-C in the middle: the next start need not wait until the lock looks dead.
	process.once('exit', release);
	for (const signal of SIGNALS) process.once(signal, exitNow);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		for (const signal of SIGNALS) process.off(signal, exitNow);
		process.off('exit', release);
		release();
	}
}

function exitNow() {
	process.exit(130);
}

async function acquire(file, token, what) {
	mkdirSync(dirname(file), { recursive: true });
	let told = false;
	for (;;) {
		if (create(file, token)) {
			// Two that found the same dead lock may both have replaced it: the one whose token stays has it.
			await sleep(50);
			if (read(file) === token) return;
		}
		if (isStale(file)) {
			rmSync(file, { force: true });
			continue;
		}
		if (!told) say(`Another process is preparing ${what}; waiting for it (lock: ${file})`);
		told = true;
		await sleep(POLL_MS);
	}
}

function create(file, token) {
	try {
		writeFileSync(file, token, { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

function isStale(file) {
	const stat = statSync(file, { throwIfNoEntry: false });
	return stat !== undefined && Date.now() - stat.mtimeMs > STALE_MS;
}

function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}

function touch(file) {
	try {
		utimesSync(file, new Date(), new Date());
	} catch {
		// Gone: someone removed it by hand. The rename at the end of an install still lets only one win.
	}
}
