// n8n in queue mode on this machine: PostgreSQL, Redis, main, workers, webhook processors, a balancer, the sandbox.
import axios, { type AxiosInstance } from 'axios';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nClient } from '../tools/n8n-client.mts';
import type { Login } from '../tools/n8n-types.mts';
import { packPackage } from '../tools/package-install.mts';
import { reservePort } from '../tools/ports.mts';
import { type SandboxInfo, startSandbox } from '../tools/sandbox.mts';
import { root } from '../tools/setup/places.mjs';
import { OWNER } from '../demo/words.mts';
import type { ClusterSettings, N8nRole } from './environment.mts';
import { type N8nServer, startN8nServer } from './n8n-server.mts';
import { type Balancer, startBalancer } from './servers/balancer.mts';
import { findPrograms } from './servers/binaries.mts';
import { type Database, openDatabase } from './servers/postgres.mts';
import { openQueue, type Queue } from './servers/redis.mts';
import { type Server, serve } from './servers/Server.mts';

export interface ClusterOptions {
	/** Default 2. */
	workers?: number;
	/** Webhook processors, default 2. */
	webhooks?: number;
	/** Starts PostgreSQL and Redis of its own, which may be killed and restarted, whatever this machine has. */
	ownServers?: boolean;
	/** The balancer's port or the next free one; 0, the default, is any. */
	port?: number;
	/** More flags for the sandbox, e.g. `['--speed', '1000']`. */
	sandboxFlags?: readonly string[];
	/** On top of the settings in environment.mts, for every n8n process. */
	env?: NodeJS.ProcessEnv;
	/** Each line of each process; all go to files in `folder` as well. */
	onLine?: (server: string, line: string) => void;
	/** What is being started now. */
	onStep?: (what: string) => void;
}

export interface Cluster {
	/** The balancer's address: what the outside calls. Without a slash at the end. */
	url: string;
	main: N8nServer;
	workers: N8nServer[];
	webhooks: N8nServer[];
	balancer: Balancer;
	database: Database;
	queue: Queue;
	sandbox: { info: SandboxInfo; admin: AxiosInstance; server: Server };
	/** All of them that are processes of the cluster's own. */
	servers: Server[];
	/** Logged in as the owner, through the balancer. */
	client: N8nClient;
	login: Login;
	/** Logs (`<name>.log`) and n8n's user folders; gone after `stop`. */
	folder: string;
	/** Only with `ownServers`. By default in good order; with SIGKILL as in a crash. */
	restartPostgres(signal?: NodeJS.Signals): Promise<void>;
	restartRedis(signal?: NodeJS.Signals): Promise<void>;
	/** Stops every process by its id, drops the database and the keys, and removes the folder. */
	stop(): Promise<void>;
}

/** Starts a cluster. Where that fails, what had been started is stopped again. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
	const undo: (() => Promise<unknown>)[] = [];
	const stop = async () => {
		const failures: unknown[] = [];
		for (const step of undo.splice(0).reverse())
			await step().catch((error) => failures.push(error));
		if (failures.length > 0) throw new AggregateError(failures, `Not all was stopped: ${failures}`);
	};
	try {
		return await start(options, undo, stop);
	} catch (error) {
		await stop().catch(() => undefined);
		throw error;
	}
}

async function start(
	options: ClusterOptions,
	undo: (() => Promise<unknown>)[],
	stop: () => Promise<void>,
): Promise<Cluster> {
	const step = options.onStep ?? (() => undefined);
	const id = `offblocks_cluster_${randomBytes(5).toString('hex')}`;
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-cluster-'));
	chmodSync(folder, 0o711); // PostgreSQL's user must get to its own folder
	undo.push(async () => rmSync(folder, { recursive: true, force: true }));
	const files: number[] = [];
	undo.push(async () => files.forEach((file) => closeSync(file)));
	const lines = (name: string) => {
		const file = openSync(join(folder, `${name}.log`), 'a');
		files.push(file);
		return (line: string) => {
			writeSync(file, `${line}\n`);
			options.onLine?.(name, line);
		};
	};

	step('PostgreSQL, Redis and the sandbox');
	await findPrograms('haproxy');
	const own = options.ownServers ?? false;
	const database = await openDatabase({
		name: id,
		folder: join(folder, 'postgres'),
		own,
		onLine: lines('postgres'),
	});
	undo.push(() => database.remove());
	const queue = await openQueue({
		prefix: id,
		folder: join(folder, 'redis'),
		own,
		onLine: lines('redis'),
	});
	undo.push(() => queue.remove());
	const sandbox = await openSandbox(folder, options.sandboxFlags ?? [], lines('sandbox'));
	undo.push(() => sandbox.server.stop());

	const reserved = await reservePort(options.port);
	const url = `http://127.0.0.1:${reserved.port}`;
	const settings: ClusterSettings = {
		database: { ...database.address, name: database.name },
		redis: { host: '127.0.0.1', port: queue.port, prefix: queue.prefix },
		url,
		encryptionKey: randomBytes(24).toString('hex'),
	};
	const tarball = await packPackage(root, folder);
	const processes: N8nServer[] = [];
	undo.push(() => Promise.all(processes.map((process) => process.stop())));
	const launch = async (role: N8nRole, name: string): Promise<N8nServer> => {
		const shared = { folder, tarball, settings, env: options.env ?? {} };
		const server = await startN8nServer({ ...shared, role, name, onLine: lines(name) });
		processes.push(server);
		return server;
	};
	step("n8n's main process");
	const main = await launch('main', 'main'); // it makes the tables
	step('workers and webhook processors');
	const names = (role: N8nRole, count = 2) =>
		Array.from({ length: count }, (_, index) => [role, `${role}-${index + 1}`] as const);
	const others = [...names('worker', options.workers), ...names('webhook', options.webhooks)];
	const started = await allSettled(others.map(([role, name]) => launch(role, name)));
	const workers = started.filter(({ role }) => role === 'worker');
	const webhooks = started.filter(({ role }) => role === 'webhook');

	step('the balancer');
	await reserved.release();
	const targets = { main: main.port, webhooks: webhooks.map(({ port }) => port) };
	const balancer = await startBalancer({
		port: reserved.port,
		targets,
		folder,
		onLine: lines('balancer'),
	});
	undo.push(() => balancer.stop());

	const login: Login = { ...OWNER, password: `Cluster7-${randomBytes(6).toString('hex')}` };
	const client = new N8nClient(url);
	await client.enter(login);
	const servers = [
		main,
		...workers,
		...webhooks,
		balancer,
		sandbox.server,
		database.server,
		queue.server,
	];
	return {
		url,
		main,
		workers,
		webhooks,
		balancer,
		database,
		queue,
		sandbox,
		servers: servers.filter((server) => server !== undefined),
		client,
		login,
		folder,
		restartPostgres: (signal) => restart(database.server, signal),
		restartRedis: (signal) => restart(queue.server, signal),
		stop,
	};
}

/** Waits for all, then throws the first failure: nothing is still starting when the rest is stopped. */
async function allSettled<Result>(promises: Promise<Result>[]): Promise<Result[]> {
	await Promise.allSettled(promises);
	return await Promise.all(promises);
}

async function openSandbox(
	folder: string,
	flags: readonly string[],
	onLine: (line: string) => void,
): Promise<Cluster['sandbox']> {
	let info: SandboxInfo | undefined;
	const data = join(folder, 'sandbox.sqlite');
	const server = await serve('sandbox', 'sandbox', async (port) => {
		const args = ['--port', String(port), ...flags];
		const running = await startSandbox(process.execPath, data, onLine, args);
		info ??= running.info;
		return running.child;
	});
	if (!info) throw new Error('The sandbox said nothing about itself');
	const admin = axios.create({ baseURL: info.adminUrl, proxy: false, maxContentLength: Infinity });
	return { info, admin, server };
}

async function restart(server: Server | undefined, signal?: NodeJS.Signals): Promise<void> {
	if (!server) throw new Error("This machine's own server is not restarted: set ownServers");
	await server.restart(signal);
}
