// Where a running n8n spends the time of its thread: V8's sampling profiler, over the inspector.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What n8n has to be started with. The inspector opens only once it is asked for, on any free port of loopback. */
export const PROFILABLE = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0' };

/** By it the one file of the package tells the nodes from the credential. */
const MAP_FILE = join(import.meta.dirname, '..', '..', 'dist', 'offblocks.js.map');
const LISTENING = /Debugger listening on (ws:\/\/\S+)/;
const INTERVAL_US = 500;

interface CallFrame {
	functionName: string;
	url: string;
	/** From 0. */
	lineNumber: number;
	columnNumber: number;
}
interface ProfileNode {
	id: number;
	callFrame: CallFrame;
	children?: number[];
}
interface Profile {
	nodes: ProfileNode[];
	samples: number[];
	/** Microseconds since the sample before. */
	timeDeltas: number[];
}

/** Milliseconds of the thread by whose code ran; Node's own code counts to whoever called it. */
export type Shares = Map<string, number>;

/**
 * Runs `work` under the profiler of the process `pid`, which must have been started with PROFILABLE.
 * @param log all that the process has printed so far; it grows
 */
export async function profiled(
	pid: number,
	log: readonly string[],
	work: () => Promise<unknown>,
): Promise<Shares> {
	const inspector = await inspectorOf(pid, log);
	try {
		await inspector.call('Profiler.enable');
		await inspector.call('Profiler.setSamplingInterval', { interval: INTERVAL_US });
		await inspector.call('Profiler.start');
		await work();
		const { profile } = await inspector.call<{ profile: Profile }>('Profiler.stop');
		return sharesOf(profile);
	} finally {
		inspector.close();
	}
}

/** Opens the inspector of a process that was started with PROFILABLE. @param log see {@link profiled} */
export async function inspectorOf(pid: number, log: readonly string[]): Promise<Inspector> {
	process.kill(pid, 'SIGUSR1');
	return await connect(await addressIn(log));
}

async function addressIn(log: readonly string[]): Promise<string> {
	for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) {
		const found = log.map((line) => LISTENING.exec(line)?.[1]).findLast(Boolean);
		if (found) return found;
	}
	throw new Error('The inspector did not open');
}

export interface Inspector {
	call<Result = unknown>(method: string, params?: object): Promise<Result>;
	close(): void;
}

/** The Chrome DevTools protocol: JSON messages with ids. */
async function connect(url: string): Promise<Inspector> {
	const socket = new WebSocket(url);
	const waiting = new Map<number, (message: { result?: unknown }) => void>();
	socket.addEventListener('message', ({ data }) => {
		const message = JSON.parse(String(data)) as { id?: number; result?: unknown };
		if (message.id !== undefined) waiting.get(message.id)?.(message);
	});
	await new Promise((resolve, reject) => {
		socket.addEventListener('open', resolve);
		socket.addEventListener('error', () => reject(new Error('The inspector does not answer')));
	});
	let last = 0;
	return {
		call: <Result,>(method: string, params: object = {}) =>
			new Promise<Result>((resolve) => {
				const id = ++last;
				waiting.set(id, ({ result }) => resolve(result as Result));
				socket.send(JSON.stringify({ id, method, params }));
			}),
		close: () => socket.close(),
	};
}

function sharesOf({ nodes, samples, timeDeltas }: Profile): Shares {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
	);
	const owners = new Map<number, string>();
	const ownerOf = (id: number): string => {
		const known = owners.get(id);
		if (known) return known;
		const parent = parents.get(id);
		const own = byId.get(id)?.callFrame;
		const owner =
			(own && nameOf(own)) ?? (parent === undefined ? 'n8n and Node.js' : ownerOf(parent));
		owners.set(id, owner);
		return owner;
	};
	const shares: Shares = new Map();
	samples.forEach((id, index) => {
		const owner = ownerOf(id);
		shares.set(owner, (shares.get(owner) ?? 0) + timeDeltas[index] / 1_000);
	});
	return shares;
}

/** Whose code a frame is, undefined where that is its caller's business. */
function nameOf(frame: CallFrame): string | undefined {
	const { functionName, url } = frame;
	if (['(idle)', '(program)', '(garbage collector)'].includes(functionName)) return functionName;
	if (url.includes('n8n-nodes-offblocks/dist/')) return ownNameOf(frame);
	return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
}

let map: SourceMap | undefined;

function ownNameOf({ lineNumber, columnNumber }: CallFrame): string {
	map ??= new SourceMap(JSON.parse(readFileSync(MAP_FILE, 'utf8')));
	const entry = map.findEntry(lineNumber, columnNumber);
	const source = 'originalSource' in entry ? entry.originalSource : '';
	return /(^|\/)(credentials|nodes\/OffBlocks\/signing)\//.test(source)
		? 'our credential and signing'
		: 'our nodes';
}
