import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { DEFAULT_PORT } from './options.mts';

/** A sandbox that runs, as it notes itself for the commands. */
interface Running {
	pid: number;
	port: number;
	/** Path of its data file, or `:memory:`. */
	data: string;
}

/** XDG Base Directory Specification: what can be lost lies in $XDG_CACHE_HOME, by default ~/.cache. */
const folder = () =>
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-offblocks', 'running');

/** Notes this process's sandbox. @returns removes the note */
export function noteRunning(port: number, data: string): () => void {
	const file = join(folder(), `${process.pid}.json`);
	const note: Running = { pid: process.pid, port, data };
	mkdirSync(folder(), { recursive: true, mode: 0o700 });
	writeFileSync(file, JSON.stringify(note), { mode: 0o600 });
	return () => rmSync(file, { force: true });
}

/** The sandboxes that are noted and answer; notes of those that were killed are removed. */
async function running(): Promise<Running[]> {
	let files: string[] = [];
	try {
		files = readdirSync(folder());
	} catch {
		return [];
	}
	const found = await Promise.all(
		files.map(async (name) => {
			const file = join(folder(), name);
			try {
				const note = JSON.parse(readFileSync(file, 'utf8')) as Running;
				if ((await pidAt(note.port)) === note.pid) return [note];
			} catch {
				// Half written by one that was killed just then: as good as none.
			}
			rmSync(file, { force: true });
			return [];
		}),
	);
	return found.flat().sort((one, other) => one.port - other.port);
}

/** The process id of the sandbox that listens on a port, undefined where none does. */
export async function pidAt(port: number): Promise<number | undefined> {
	try {
		const { data } = await axios.get<{ pid?: number }>(`http://127.0.0.1:${port}/_sandbox/info`, {
			proxy: false,
			timeout: 5_000,
		});
		return data.pid;
	} catch {
		return undefined;
	}
}

/**
 * The origin of the sandbox that a command is for: on the port that is named, or else the only one that runs.
 * @throws Error with a sentence where there is none, or more than one
 */
export async function findRunning(port: number | undefined): Promise<string> {
	if (port !== undefined) {
		if ((await pidAt(port)) === undefined) throw new Error(`No sandbox answers on port ${port}.`);
		return `http://127.0.0.1:${port}`;
	}
	const found = await running();
	const [first, second] = found;
	if (second) {
		const list = found.map((one) => `${one.port} (process ${one.pid}, data in ${one.data})`);
		throw new Error(`${found.length} sandboxes run: ${list.join('; ')}. Name one with --port.`);
	}
	if (first) return `http://127.0.0.1:${first.port}`;
	// One that another program has started notes nothing: the demo's.
	if ((await pidAt(DEFAULT_PORT)) !== undefined) return `http://127.0.0.1:${DEFAULT_PORT}`;
	throw new Error('No sandbox is running. Start one without a command, or name its --port.');
}
