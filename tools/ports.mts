// Free loopback ports. Between finding one and using it another process may take it: rare, and said by who binds.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const STEPS = 50;

/**
 * Where any port will do, it is one below those that systems give to outgoing connections (Linux: from
 * 32768 on): one of those can be taken by a mere request while the server that wants it still starts.
 */
const ANY = { from: 10_000, to: 32_000 };

/** The first free port on 127.0.0.1 from `preferred` upwards, or any free one where `preferred` is 0. */
export async function freePort(
	preferred = 0,
	taken: ReadonlySet<number> = new Set(),
): Promise<number> {
	if (preferred === 0) return await freePort(randomInt(ANY.from, ANY.to), taken);
	for (let port = preferred; port < preferred + STEPS; port++) {
		if (!taken.has(port) && (await isFree(port))) return port;
	}
	throw new Error(`No free port on 127.0.0.1 from ${preferred} to ${preferred + STEPS - 1}`);
}

/** A free port that stays taken until it is let go, just before its user starts. */
export async function reservePort(
	preferred = 0,
): Promise<{ port: number; release(): Promise<void> }> {
	const server = createServer((socket) => socket.destroy());
	const port = await freePort(preferred);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
	});
	return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Binds for a moment. */
function isFree(port: number): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
			else reject(error);
		});
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
			server.close(() => resolve(true));
		});
	});
}
