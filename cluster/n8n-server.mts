// One of the cluster's n8n processes: main, a worker or a webhook processor.
import axios from 'axios';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../tools/child.mts';
import { n8nEnvironment } from '../tools/n8n-environment.mts';
import { binariesOfN8n, untilReady } from '../tools/n8n.mts';
import { installPackage } from '../tools/package-install.mts';
import { freePort } from '../tools/ports.mts';
import {
	type ClusterSettings,
	localEnvironment,
	type N8nRole,
	sharedEnvironment,
} from './environment.mts';
import { type Server, serve } from './servers/Server.mts';

/** Four at once on two busy cores take their time; only a hang meets this. */
const READY_WITHIN_MS = 600_000;

export interface N8nServer extends Server {
	readonly role: N8nRole;
	/** Of its own port, past the balancer; a worker has only /healthz and /metrics there. */
	readonly url: string;
	/** N8N_USER_FOLDER */
	readonly userFolder: string;
	/** Whether /healthz/readiness says so. */
	isReady(): Promise<boolean>;
}

interface Options {
	role: N8nRole;
	name: string;
	/** Its user folder is made in there: two processes in one would share a crash journal and an event log. */
	folder: string;
	/** Our package, as `npm pack` makes it. */
	tarball: string;
	settings: ClusterSettings;
	env: NodeJS.ProcessEnv;
	onLine(line: string): void;
}

const COMMANDS = { main: 'start', worker: 'worker', webhook: 'webhook' };

/** Starts it and waits until it is ready. */
export async function startN8nServer(options: Options): Promise<N8nServer> {
	const { role, name, settings } = options;
	const binaries = await binariesOfN8n();
	const userFolder = join(options.folder, name);
	mkdirSync(userFolder, { recursive: true });
	await installPackage(options.tarball, userFolder);
	const launch = async (port: number) => {
		const brokerPort = await freePort(0, new Set([port]));
		const child = await startChild({
			name,
			command: binaries.node,
			args: [binaries.n8n, COMMANDS[role]],
			cwd: userFolder,
			env: n8nEnvironment(
				{ ...binaries, userFolder, port, brokerPort },
				{ ...sharedEnvironment(settings), ...localEnvironment(settings, { port }), ...options.env },
			),
			onLine: options.onLine,
		});
		await untilReady(child, () => readiness(port), READY_WITHIN_MS);
		return child;
	};
	const server = await serve(role, name, launch);
	const url = `http://127.0.0.1:${server.port}`;
	return Object.assign(server, { role, url, userFolder, isReady: () => readiness(server.port) });
}

/** 200 only once the database is migrated and all routes are there. */
async function readiness(port: number): Promise<boolean> {
	const url = `http://127.0.0.1:${port}/healthz/readiness`;
	return await axios.get(url, { proxy: false, timeout: 5_000 }).then(
		() => true,
		() => false,
	);
}
