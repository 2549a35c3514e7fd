// What the test files of one run share, an n8n for each suite, a Chromium, processes for sandboxes: whoever needs it
// first starts it, and it ends with the run (test/support/leftovers.mjs).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../../tools/setup/places.mjs';

const READY_WITHIN_MS = 240_000;
const POLL_MS = 100;

/** The n8n, with an owner; tests make their own credentials and workflows in it, and neither stop nor configure it. */
export interface SharedN8n {
	url: string;
	/** n8n's user folder. */
	userFolder: string;
	/** File of all that it printed. */
	log: string;
	/** The owner's session, as a header has it. */
	cookie: string;
}

/** Where sandboxes are started and stopped. */
export interface SharedSandboxes {
	url: string;
}

export interface SharedChromium {
	/** Where Playwright connects to. */
	endpoint: string;
}

/**
 * Of those files that share one, only one may test credentials: n8n cannot test two of a type at a time ("Node not
 * found", 2.41.1).
 */
export const sharedN8n = (suite: 'e2e' | 'browser') => shared<SharedN8n>('n8n', suite);
/** One for each worker of jest: what one file's sandbox computes does not hold up the other's. */
export const sharedSandboxes = () =>
	shared<SharedSandboxes>('sandboxes', `sandboxes-${process.env.JEST_WORKER_ID ?? 1}`);
export const sharedChromium = () => shared<SharedChromium>('chromium');

/** @throws Error outside of `npm test`, or with the program's words where it did not get ready */
async function shared<T>(program: string, name = program): Promise<T> {
	const { TEST_RUN } = process.env;
	if (!TEST_RUN) throw new Error(`Tests that share ${program} are run by npm test`);
	const folder = join(TEST_RUN, name);
	if (isFirst(folder)) launch(program, folder);
	const at = (file: string) => join(folder, file);
	for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await sleep(POLL_MS)) {
		if (existsSync(at('ready.json'))) return JSON.parse(readFileSync(at('ready.json'), 'utf8'));
		if (existsSync(at('failed'))) throw new Error(readFileSync(at('failed'), 'utf8'));
	}
	throw new Error(`${name} was not ready in time:\n${readFileSync(at('log'), 'utf8')}`);
}

function isFirst(folder: string): boolean {
	try {
		mkdirSync(folder);
		return true;
	} catch {
		return false;
	}
}

/** In a process group of its own: the test file that starts it ends long before it. */
function launch(program: string, folder: string): void {
	const log = openSync(join(folder, 'log'), 'a');
	const child = spawn(
		process.execPath,
		[join(root, 'test', 'support', 'shared', `${program}.mts`), folder],
		// What it leaves in the folder for temporary files goes with the run, too.
		{ detached: true, stdio: ['ignore', log, log], env: { ...process.env, TMPDIR: folder } },
	);
	const { PROCESS_GROUPS } = process.env;
	if (child.pid && PROCESS_GROUPS) writeFileSync(join(PROCESS_GROUPS, String(child.pid)), '');
	child.unref();
}
