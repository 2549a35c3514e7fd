// A real n8n on loopback, with this package loaded the way users load it.
import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, describeEnding, lastLines, startChild } from './child.mts';
import { n8nEnvironment } from './n8n-environment.mts';
import { installFromCheckout } from './package-install.mts';
import { freePort } from './ports.mts';
import { ensureN8n } from './setup/n8n.mjs';
import { root } from './setup/places.mjs';

const READY_WITHIN_MS = 180_000;
const POLL_MS = 200;

export interface N8nOptions {
	/** n8n's user folder (`N8N_USER_FOLDER`): database, encryption key and community packages go below it. */
	userFolder: string;
	/** Wished for; the next free one upwards is taken. 0, the default, is any. */
	port?: number;
	/** On top of the settings in n8n-environment.mts. */
	env?: NodeJS.ProcessEnv;
	/** Each line that n8n prints. */
	log?: (line: string) => void;
	/** Whether to install the package from the checkout first, default true. */
	install?: boolean;
}

export interface N8n {
	/** e.g. `http://127.0.0.1:5678`, without a slash at the end; the same after a restart. */
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	/** The last lines of the process that runs now or ran last. */
	readonly log: readonly string[];
	/** The process that runs now or ran last. */
	readonly child: Child;
	stop(): Promise<void>;
	kill(signal: NodeJS.Signals): Promise<void>;
	/** Stops it where it runs, and starts it again on the same port and folder. */
	restart(): Promise<void>;
}

/** Starts n8n and waits until its REST API answers. Throws with its last lines where it does not get so far. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const binaries = await binariesOfN8n();
	if (options.install !== false) await installFromCheckout(root, options.userFolder);
	const launch = async (port: number) => {
		const brokerPort = await freePort(0, new Set([port]));
		const place = { ...binaries, userFolder: options.userFolder, port, brokerPort };
		const started = await startChild({
			name: 'n8n',
			command: binaries.node,
			args: [binaries.n8n, 'start'],
			cwd: options.userFolder,
			env: n8nEnvironment(place, options.env),
			onLine: options.log,
		});
		await untilReady(started, () => asksForLogin(addressOf(port)));
		return started;
	};
	const { port, child: first } = await onFreePort(options.port ?? 0, launch);
	let child = first;
	return {
		url: addressOf(port),
		port,
		get pid() {
			return child.pid;
		},
		get log() {
			return child.log;
		},
		get child() {
			return child;
		},
		stop: () => child.stop(),
		kill: (signal) => child.kill(signal),
		restart: async () => {
			await child.stop();
			child = await launch(port);
		},
	};
}

const addressOf = (port: number) => `http://127.0.0.1:${port}`;

/** Launches on a free port, and on another one where that was taken while the program got ready to listen. */
export async function onFreePort(
	preferred: number,
	launch: (port: number) => Promise<Child>,
	tries = 3,
): Promise<{ port: number; child: Child }> {
	const port = await freePort(preferred);
	try {
		return { port, child: await launch(port) };
	} catch (error) {
		if (tries === 1 || !/already in use/i.test((error as Error).message)) throw error;
		return await onFreePort(preferred, launch, tries - 1);
	}
}

/** From the environment where test/support/jest.mjs has put them, else from the cache. */
export async function binariesOfN8n(): Promise<{ node: string; n8n: string }> {
	const { N8N_NODE, N8N_BIN } = process.env;
	return N8N_NODE && N8N_BIN ? { node: N8N_NODE, n8n: N8N_BIN } : await ensureN8n();
}

/**
 * Waits until a starting n8n is ready.
 * @throws Error with its last lines where it ends before that, or is not ready in time: it is killed then
 */
export async function untilReady(
	child: Child,
	isReady: () => Promise<boolean>,
	withinMs = READY_WITHIN_MS,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		if (child.ending) {
			const how = `${child.name} ${describeEnding(child.ending)} at start.`;
			throw new Error(`${how} Its last lines:\n${lastLines(child)}`);
		}
		if (await isReady()) return;
		await sleep(POLL_MS);
	}
	await child.kill('SIGKILL');
	throw new Error(
		`${child.name} was not ready within ${withinMs / 1000} s. Its last lines:\n${lastLines(child)}`,
	);
}

/** /healthz is green, and any path answers 200 with a page, before the database is migrated: ask who is logged in. */
async function asksForLogin(url: string): Promise<boolean> {
	const options = { validateStatus: () => true, proxy: false as const, timeout: 5_000 };
	const answer = await axios.get(`${url}/rest/login`, options).catch(() => undefined);
	return answer?.status === 401;
}
