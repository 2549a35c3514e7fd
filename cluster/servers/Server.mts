// A server that can be killed and started again on the same port and data: PostgreSQL, Redis, the balancer, n8n.
import type { Child } from '../../tools/child.mts';
import { onFreePort } from '../../tools/n8n.mts';

export type Role = 'main' | 'worker' | 'webhook' | 'balancer' | 'sandbox' | 'postgres' | 'redis';

export interface Server {
	/** e.g. `worker-2` */
	readonly name: string;
	readonly role: Role;
	/** On 127.0.0.1. */
	readonly port: number;
	/** Of the process that runs now or ran last. */
	readonly pid: number;
	readonly running: boolean;
	/** The last lines of the process that runs now or ran last. */
	readonly log: readonly string[];
	/** Sends a signal and waits until the process has ended. */
	kill(signal: NodeJS.Signals): Promise<void>;
	/** Stops it where it runs, gently or as told, and starts it again; resolves when it is ready. */
	restart(signal?: NodeJS.Signals): Promise<void>;
	/** Stops it, hard where it does not end within 15 s. */
	stop(): Promise<void>;
}

/**
 * Starts a server on a free port, and at each restart again on the same one.
 * @param launch resolves when the server is ready
 * @param options.port wished for; 0, the default, is any
 * @param options.gentle the signal that lets it end in good order, default SIGTERM
 */
export async function serve(
	role: Role,
	name: string,
	launch: (port: number) => Promise<Child>,
	{ port: preferred = 0, gentle = 'SIGTERM' }: { port?: number; gentle?: NodeJS.Signals } = {},
): Promise<Server> {
	const { port, child: first } = await onFreePort(preferred, launch);
	let child = first;
	return {
		role,
		name,
		port,
		get pid() {
			return child.pid;
		},
		get running() {
			return child.ending === undefined;
		},
		get log() {
			return child.log;
		},
		kill: (signal) => child.kill(signal),
		async restart(signal) {
			await (signal ? child.kill(signal) : child.stop(gentle));
			child = await launch(port);
		},
		stop: () => child.stop(gentle),
	};
}
