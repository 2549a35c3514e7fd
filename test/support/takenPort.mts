import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Another test lets go of it sooner. */
const WITHIN_MS = 15_000;
const POLL_MS = 100;

/**
 * Has a port of loopback taken until the function that it returns is called: by this process as soon as no other test
 * has it, or else by whoever has it for good.
 */
export async function takePort(port: number): Promise<() => void> {
	for (const end = Date.now() + WITHIN_MS; Date.now() < end; await sleep(POLL_MS)) {
		const server = await listening(port);
		if (server) return () => void server.close();
	}
	return () => undefined;
}

async function listening(port: number): Promise<Server | undefined> {
	const server = createServer();
	return await new Promise((resolve) => {
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => resolve(server));
	});
}
