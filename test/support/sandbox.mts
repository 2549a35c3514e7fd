import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import axios, { type AxiosInstance } from 'axios';
import { root } from '../../tools/setup/places.mjs';
import type { SandboxInfo } from '../../sandbox/admin/info.mts';

export type { SandboxInfo };

export interface StartOptions {
	/** Data file; default `:memory:`. */
	data?: string;
	/** More flags, e.g. `['--cards', '1000']`. */
	args?: readonly string[];
	/** The Node that runs it; default the one that runs the tests. */
	node?: string;
}

export interface Sandbox {
	info: SandboxInfo;
	/** Client of the admin routes; it throws on 4xx and 5xx as axios does. */
	admin: AxiosInstance;
	/** Everything printed so far, stdout and stderr, without the first line (which holds the credentials). */
	output(): string;
	/** SIGTERM, and waits for the end; the exit code, null where a signal ended it. `kill('SIGKILL')` for a crash. */
	stop(): Promise<number | null>;
	kill(signal: NodeJS.Signals): Promise<number | null>;
}

const START_MS = 120_000;

/** Starts a sandbox of its own on a free port. The caller stops it. */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
	const args = [
		'sandbox/main.mts',
		'--json',
		'--port',
		'0',
		'--data',
		options.data ?? ':memory:',
		...(options.args ?? []),
	];
	const child = spawn(options.node ?? process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const printed = collect(child);
	const first = await firstLine(child, printed);
	const info = JSON.parse(first) as SandboxInfo;
	const admin = axios.create({ baseURL: info.adminUrl, proxy: false, maxContentLength: Infinity });
	const kill = async (signal: NodeJS.Signals) => {
		if (child.exitCode === null && child.signalCode === null) {
			const ended = once(child, 'exit');
			child.kill(signal);
			await ended;
		}
		return child.exitCode;
	};
	return {
		info,
		admin,
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

function firstLine(child: ChildProcess, printed: Printed): Promise<string> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`The sandbox did not start in ${START_MS} ms: ${printed.errors()}`));
		}, START_MS);
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
