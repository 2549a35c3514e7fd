// Keys of the cluster's own, in this machine's Redis or in one that is started for it.
import { mkdirSync } from 'node:fs';
import { Redis } from 'ioredis';
import { startChild } from '../../tools/child.mts';
import { untilReady } from '../../tools/n8n.mts';
import { findPrograms } from './binaries.mts';
import { type Server, serve } from './Server.mts';

const USUAL_PORT = 6379;

export interface Queue {
	port: number;
	/** What each of the cluster's keys and channels begins with. */
	prefix: string;
	/** The server where it is the cluster's own, else undefined. */
	server: Server | undefined;
	/** Jobs that wait for a worker, and that a worker has. */
	jobs(): Promise<{ waiting: number; active: number }>;
	/** Keys of the cluster. */
	keys(): Promise<string[]>;
	/** Deletes the cluster's keys, and stops the server if it is the cluster's own. */
	remove(): Promise<void>;
}

interface Options {
	prefix: string;
	/** Folder for a server of its own. */
	folder: string;
	/** Never this machine's server. */
	own: boolean;
	onLine(line: string): void;
}

/** Takes this machine's Redis where it answers without a password, else one of its own. */
export async function openQueue(options: Options): Promise<Queue> {
	const machines = !options.own && (await answers(USUAL_PORT));
	const server = machines ? undefined : await start(options);
	const port = server?.port ?? USUAL_PORT;
	const { prefix } = options;
	const keys = () => withClient(port, (client) => keysOf(client, prefix));
	return {
		port,
		prefix,
		server,
		keys,
		jobs: () =>
			withClient(port, async (client) => ({
				waiting: await client.llen(`${prefix}:jobs:wait`),
				active: await client.llen(`${prefix}:jobs:active`),
			})),
		async remove() {
			if (server) return await server.stop();
			await withClient(port, async (client) => {
				const found = await keysOf(client, prefix);
				if (found.length > 0) await client.unlink(...found);
			});
		},
	};
}

async function start({ folder, onLine }: Options): Promise<Server> {
	const { 'redis-server': command } = await findPrograms('redis-server');
	mkdirSync(folder, { recursive: true });
	return await serve('redis', 'redis', async (port) => {
		const child = await startChild({
			name: 'Redis',
			command,
			// As docker-compose.yml has it: a queue that survives a restart.
			args: `--bind 127.0.0.1 --port ${port} --save --appendonly yes`.split(' '),
			cwd: folder,
			onLine,
		});
		await untilReady(child, () => answers(port));
		return child;
	});
}

async function keysOf(client: Redis, prefix: string): Promise<string[]> {
	const found = new Set<string>();
	for await (const page of client.scanStream({ match: `${prefix}*`, count: 1_000 })) {
		for (const key of page as string[]) found.add(key);
	}
	return [...found];
}

async function answers(port: number): Promise<boolean> {
	return await withClient(port, async (client) => (await client.ping()) === 'PONG').catch(
		() => false,
	);
}

async function withClient<Result>(
	port: number,
	work: (client: Redis) => Promise<Result>,
): Promise<Result> {
	const client = new Redis({
		host: '127.0.0.1',
		port,
		lazyConnect: true,
		connectTimeout: 10_000,
		maxRetriesPerRequest: 1,
		retryStrategy: () => null,
	});
	client.on('error', () => undefined);
	try {
		await client.connect();
		return await work(client);
	} finally {
		client.disconnect();
	}
}
