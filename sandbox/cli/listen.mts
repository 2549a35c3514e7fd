import type { FastifyInstance } from 'fastify';
import { DEFAULT_PORT } from './options.mts';

const STEPS = 50;

/**
 * Listens on loopback: on the port asked for, or else on the first free one from the default on.
 * @throws Error where the port asked for is taken
 */
export async function listen(app: FastifyInstance, port: number | undefined): Promise<void> {
	if (port !== undefined) {
		await tryPort(app, port);
		return;
	}
	for (let candidate = DEFAULT_PORT; candidate < DEFAULT_PORT + STEPS; candidate += 1) {
		try {
			await tryPort(app, candidate);
			return;
		} catch (error) {
			if (!(error instanceof PortTaken)) throw error;
		}
	}
	throw new Error(
		`No free port from ${DEFAULT_PORT} to ${DEFAULT_PORT + STEPS - 1}; name one with --port.`,
	);
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
