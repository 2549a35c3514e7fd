// The sandbox as a child process; its first line says where it listens and what its credentials are.
import { join } from 'node:path';
import type { SandboxInfo } from '../sandbox/admin/info.mts';
import { type Child, describeEnding, lastLines, startChild } from './child.mts';
import { root } from './setup/places.mjs';

export type { SandboxInfo };

const READY_WITHIN_MS = 60_000;

export interface RunningSandbox {
	info: SandboxInfo;
	child: Child;
}

/** Starts the sandbox with its data in `dataFile` and more `flags`; `onLine` gets a line a call. */
export async function startSandbox(
	node: string,
	dataFile: string,
	onLine: (line: string) => void,
	flags: readonly string[] = [],
): Promise<RunningSandbox> {
	let first: ((line: string) => void) | undefined;
	const firstLine = new Promise<string>((resolve) => (first = resolve));
	const child = await startChild({
		name: 'the sandbox',
		command: node,
		args: [join(root, 'sandbox', 'main.mts'), '--json', '--data', dataFile, ...flags],
		onLine: (line) => {
			if (!first) return onLine(line);
			if (!line.startsWith('{')) return; // a warning of Node's on stderr
			first(line);
			first = undefined;
		},
	});
	return { info: JSON.parse(await orEnding(firstLine, child)) as SandboxInfo, child };
}

async function orEnding(line: Promise<string>, child: Child): Promise<string> {
	const tooLate = new Promise<never>((_, reject) => {
		const fail = (what: string) =>
			reject(new Error(`The sandbox ${what}. Its last lines:\n${lastLines(child)}`));
		const timer = setTimeout(
			() => fail(`said nothing for ${READY_WITHIN_MS / 1000} s`),
			READY_WITHIN_MS,
		);
		void line.then(() => clearTimeout(timer));
		void child.ended.then((ending) => {
			clearTimeout(timer);
			fail(`${describeEnding(ending)} at start`);
		});
	});
	tooLate.catch(() => undefined); // it settles later too, when nobody waits any more
	return await Promise.race([line, tooLate]);
}
