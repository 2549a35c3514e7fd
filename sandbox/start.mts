import type { FastifyInstance } from 'fastify';
import { buildApp } from './http/app.mts';
import type { Contract } from './http/contract.mts';
import { openSandbox, type Sandbox, type SandboxOptions } from './sandbox.mts';

export interface Started {
	sandbox: Sandbox;
	app: FastifyInstance;
	/** Ends it: connections, steps, deliveries, the data file. Calling it twice does nothing more. */
	close(): Promise<void>;
}

/** Opens a sandbox and has it listen. @param listen binds the server to loopback */
export async function start(
	options: SandboxOptions,
	listen: (app: FastifyInstance) => Promise<void>,
	contract?: Contract,
): Promise<Started> {
	const sandbox = openSandbox(options, contract);
	const app = await buildApp(sandbox);
	try {
		await listen(app);
	} catch (error) {
		await app.close();
		await sandbox.close();
		throw error;
	}
	sandbox.steps.wake();
	sandbox.worker.wake();
	let closing: Promise<void> | undefined;
	const close = async () => {
		await app.close();
		await sandbox.close();
	};
	return { sandbox, app, close: () => (closing ??= close()) };
}
