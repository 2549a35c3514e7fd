// What a request costs its client by how it gets its connection. Argument: a base URL over TLS. Prints a Connections as
// JSON: milliseconds of the thread for one request. A program of its own, which has to trust the server
// (NODE_EXTRA_CA_CERTS).
import { Agent, request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { inRounds, median } from './rounds.mts';
import { sized } from './size.mts';

/** Milliseconds of the client's thread for one request. */
export interface Connections {
	/** A new connection with a full handshake for each request, as n8n does it. */
	full: number;
	/** A new connection that resumes the last one's session. */
	resumed: number;
	/** Connections that are kept. */
	kept: number;
}

const REQUESTS = sized(400, 10);
const AT_A_TIME = 10;
const [url] = process.argv.slice(2);
let session: Buffer | undefined;

async function get(agent: Agent, onSocket?: (socket: TLSSocket) => void): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const sent = request(`${url}/cards/123e4567-e89b-12d3-a456-426614174000`, { agent });
		sent.on('response', (response) => response.resume().on('end', resolve)).on('error', reject);
		sent.on('socket', (socket) => onSocket?.(socket as TLSSocket));
		sent.end();
	});
}

const noteSession = (socket: TLSSocket) => socket.on('session', (found) => (session = found));

async function threadTime(one: () => Promise<void>): Promise<number> {
	const before = process.threadCpuUsage();
	for (let done = 0; done < REQUESTS; done += AT_A_TIME) {
		await Promise.all(Array.from({ length: AT_A_TIME }, one));
	}
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000 / REQUESTS;
}

const kept = new Agent({ keepAlive: true });
const figures = await inRounds(sized(7, 1), {
	full: () => threadTime(() => get(new Agent({ servername: 'localhost' }))),
	resumed: () =>
		threadTime(() => get(new Agent({ servername: 'localhost', session }), noteSession)),
	kept: () => threadTime(() => get(kept)),
});
const found: Connections = {
	full: median(figures.full),
	resumed: median(figures.resumed),
	kept: median(figures.kept),
};
console.log(JSON.stringify(found));
kept.destroy();
