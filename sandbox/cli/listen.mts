import type { FastifyInstance } from 'fastify';
import { DEFAULT_PORT } from './options.mts';
import { pidAt } from './running.mts';

const STEPS = 50;

/**
 * Listens on loopback: on the port asked for, or else on the first free one from the default on.
 * @returns where the default port was taken, a sentence that says so; else undefined
 * @throws Error where the port asked for is taken
 */
export async function listen(
	app: FastifyInstance,
	port: number | undefined,
): Promise<string | undefined> {
	if (port !== undefined) {
		await tryPort(app, port);
		return undefined;
	}
	for (let candidate = DEFAULT_PORT; candidate < DEFAULT_PORT + STEPS; candidate += 1) {
		try {
			await tryPort(app, candidate);
		} catch (error) {
			if (!(error instanceof PortTaken)) throw error;
			continue;
		}
		return candidate === DEFAULT_PORT ? undefined : await whyNotDefault(candidate);
	}
	throw new Error(
		`No free port from ${DEFAULT_PORT} to ${DEFAULT_PORT + STEPS - 1}; name one with --port.`,
	);
}

async function whyNotDefault(port: number): Promise<string> {
	const pid = await pidAt(DEFAULT_PORT);
	const by = pid === undefined ? 'another program' : `another sandbox, process ${pid}`;
	return `PORT ${DEFAULT_PORT} IS TAKEN by ${by}. This sandbox is on port ${port}: use that in n8n${
		pid === undefined ? '' : `, and --port ${port} with the commands`
	}.`;
}

class PortTaken extends Error {}

async function tryPort(app: FastifyInstance, port: number): Promise<void> {
	try {
		await app.listen({ host: '127.0.0.1', port });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		throw new PortTaken(`Port ${port} is taken; name another with --port, or none.`);
	}
}
