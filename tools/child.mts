// A child process with its last lines at hand, ended by its own handle and never by name.
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const KEPT_LINES = 2_000;
const GRACE_MS = 15_000;

export interface ChildOptions {
	/** What to call it in messages, e.g. `n8n`. */
	name: string;
	command: string;
	args: string[];
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Whom it runs as; only root may choose. */
	user?: { uid: number; gid: number };
	/** Each line of its two outputs, as it comes. */
	onLine?: (line: string) => void;
}

/** How a child ended: its exit code, or the signal that ended it. */
export interface Ending {
	code: number | null;
	signal: NodeJS.Signals | null;
}

export interface Child {
	readonly name: string;
	readonly pid: number;
	/** Its last 2,000 lines, stdout and stderr in the order in which they came. */
	readonly log: readonly string[];
	/** Settles when it has ended, however that was; never rejects. */
	readonly ended: Promise<Ending>;
	/** How it ended, undefined while it runs. */
	readonly ending: Ending | undefined;
	/** SIGTERM, or what the program takes as gentle; SIGKILL where that did not end it within 15 s. */
	stop(gentle?: NodeJS.Signals): Promise<void>;
	kill(signal: NodeJS.Signals): Promise<void>;
}

const running = new Set<Child>();
/** Process groups of children that run. Where we end first, by a mistake of our own, they must not live on unseen. */
const groups = new Set<number>();
process.once('exit', () => groups.forEach(endGroup));

/** Stops every child that still runs, those too that are still starting. */
export async function stopAll(): Promise<void> {
	await Promise.all([...running].map((child) => child.stop()));
}

/** Starts a child. Throws where the command cannot be started. */
export async function startChild(options: ChildOptions): Promise<Child> {
	const child = spawn(options.command, options.args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		...options.user,
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own: Ctrl-C in the terminal reaches us alone, and we end the children in order.
		detached: true,
	});
	const log: string[] = [];
	let ending: Ending | undefined;
	const ended = new Promise<Ending>((resolve) => {
		child.once('close', (code, signal) => resolve((ending = { code, signal })));
	});
	const forget = child.pid ? noteGroup(child.pid) : undefined;
	child.once('exit', () => {
		endGroup(child.pid as number);
		forget?.();
	});
	const keep = (line: string) => {
		log.push(line);
		if (log.length > KEPT_LINES) log.shift();
		options.onLine?.(line);
	};
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', keep);
	}
	await started(child, options);
	const kill = async (signal: NodeJS.Signals) => {
		if (!ending) child.kill(signal);
		await ended;
	};
	const handle: Child = {
		name: options.name,
		pid: child.pid as number,
		log,
		ended,
		get ending() {
			return ending;
		},
		kill,
		stop: async (gentle = 'SIGTERM') => {
			const hard = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
			await kill(gentle).finally(() => clearTimeout(hard));
		},
	};
	running.add(handle);
	void ended.then(() => running.delete(handle));
	return handle;
}

/** The last lines of a child, indented, for a message about it. */
export function lastLines(child: Pick<Child, 'log'>, count = 25): string {
	return child.log
		.slice(-count)
		.map((line) => `  ${line}`)
		.join('\n');
}

/** One sentence on how a child ended. */
export function describeEnding({ code, signal }: Ending): string {
	return signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
}

/** Whether a process of this id runs. */
export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** Ends what a child left behind (n8n's task runner, after a SIGKILL); the group is the child's own. */
function endGroup(pid: number): void {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// Nobody was left, which is the rule.
	}
}

/** Also for whoever outlives us and wants to know (test/support/leftovers.mjs): a signal lets us end nothing. */
function noteGroup(pid: number): () => void {
	const folder = process.env.PROCESS_GROUPS;
	const file = folder && join(folder, String(pid));
	groups.add(pid);
	if (file) writeFileSync(file, '');
	return () => {
		groups.delete(pid);
		if (file) rmSync(file, { force: true });
	};
}

function started(child: ChildProcess, { name, command }: ChildOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', (error) =>
			reject(new Error(`Could not start ${name} (${command}): ${error.message}`)),
		);
	});
}
