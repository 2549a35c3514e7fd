// What the demo remembers from one start to the next, in a file that only the user can read.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../tools/child.mts';

export interface DemoState {
	/** Of the owner's account in the demo's n8n, made once. */
	password: string;
	/** Id of the credential in n8n, once it is there. */
	credentialId?: string;
	/** Base URL that the imported workflows name. */
	baseUrl?: string;
	/** n8n's address that OffBlocks was told for events. */
	n8nUrl?: string;
	/** Ids in n8n of the imported workflows, by file name. */
	workflows: Record<string, string>;
	/** The process that runs the demo, to be told from a second one. */
	running?: { pid: number; url: string; since: number /* ms, Date.now() */ };
}

const STARTS_WITHIN_MS = 120_000;

const fileIn = (folder: string) => join(folder, 'demo.json');

/** The state in `folder`, which is made where it is missing. */
export function readState(folder: string): DemoState {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const file = fileIn(folder);
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoState;
	return { password: newPassword(), workflows: {} };
}

export function writeState(folder: string, state: DemoState): void {
	writeFileSync(fileIn(folder), `${JSON.stringify(state, null, '\t')}\n`, { mode: 0o600 });
	chmodSync(fileIn(folder), 0o600);
}

/** The demo that already runs on this folder, if there is one: its process lives, and is starting or answers. */
export async function runningDemo({ running }: DemoState): Promise<DemoState['running']> {
	if (!running || !isAlive(running.pid)) return undefined;
	if (Date.now() - running.since < STARTS_WITHIN_MS) return running;
	// After a crash and a reboot the number may be another program's.
	const answers = await fetch(`${running.url}/healthz`).then(
		({ ok }) => ok,
		() => false,
	);
	return answers ? running : undefined;
}

/** n8n asks for eight characters, a capital and a digit. */
function newPassword(): string {
	return `Demo7-${randomBytes(6).toString('hex')}`;
}
