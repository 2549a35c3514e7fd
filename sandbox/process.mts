import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SandboxInfo } from './admin/info.mts';

export interface SpawnOptions {
	/** Data file; default `:memory:`. */
	data?: string;
	/** More flags, e.g. `['--cards', '1000']`. */
	args?: readonly string[];
	/** The Node that runs it; default the one that runs this. */
	node?: string;
	/** Milliseconds until it must be ready; default two minutes. */
	startMs?: number;
}

/** A sandbox in a process of its own: one that can be killed. */
export interface SpawnedSandbox {
	info: SandboxInfo;
	/** Of its process. */
	pid: number;
	/** Everything printed so far, stdout and stderr, without the first line (which holds the credentials). */
	output(): string;
	/** SIGTERM, and waits for the end; the exit code, null where a signal ended it. `kill('SIGKILL')` for a crash. */
	stop(): Promise<number | null>;
	kill(signal: NodeJS.Signals): Promise<number | null>;
}

const START_MS = 120_000;

/** The command line: in the checkout as it is written, in the package as it is packed. */
function mainFile(): string {
	const packed = fileURLToPath(new URL('main.mjs', import.meta.url));
	return existsSync(packed) ? packed : fileURLToPath(new URL('main.mts', import.meta.url));
}

/** Starts a sandbox on a free port. The caller stops it. @throws Error with what it printed, where it does not start */
export async function spawnSandbox(options: SpawnOptions = {}): Promise<SpawnedSandbox> {
	const { data = ':memory:', args = [], node = process.execPath, startMs = START_MS } = options;
	const flags = ['--json', '--port', '0', '--data', data, ...args];
	const child = spawn(node, [mainFile(), ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
	const printed = collect(child);
	const first = await firstLine(child, printed, startMs);
	const kill = async (signal: NodeJS.Signals) => {
		if (child.exitCode === null && child.signalCode === null) {
			const ended = once(child, 'exit');
			child.kill(signal);
			await ended;
		}
		return child.exitCode;
	};
	return {
		info: JSON.parse(first) as SandboxInfo,
		pid: child.pid as number,
		output: () => printed.text().slice(first.length + 1),
		stop: () => kill('SIGTERM'),
		kill,
	};
}

interface Printed {
	text(): string;
	errors(): string;
}

function collect(child: ChildProcess): Printed {
	let [out, err] = ['', ''];
	child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
	child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
	return { text: () => out + err, errors: () => err };
}

function firstLine(child: ChildProcess, printed: Printed, startMs: number): Promise<string> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`The sandbox did not start in ${startMs} ms: ${printed.errors()}`));
		}, startMs);
		child.once('error', reject);
		child.once('exit', (code) => {
			clearTimeout(timer);
			reject(new Error(`The sandbox ended with ${code}: ${printed.errors()}`));
		});
		child.stdout?.on('data', () => {
			const end = printed.text().indexOf('\n');
			if (end < 0) return;
			clearTimeout(timer);
			resolve(printed.text().slice(0, end));
		});
	});
}
