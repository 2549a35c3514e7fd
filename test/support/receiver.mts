import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedDelivery {
	at: number;
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	/** The body's text as received. */
	text: string;
	/** The body, parsed. */
	json: Record<string, unknown>;
}

export interface Receiver {
	/** Where to send to, a path included. */
	url: string;
	received: ReceivedDelivery[];
	/** Waits until so many have come, or throws after `ms`. */
	waitFor(count: number, ms?: number): Promise<ReceivedDelivery[]>;
	close(): Promise<void>;
}

/**
 * A webhook endpoint on loopback.
 * @param answer the status (or status and headers) of the nth delivery, from 0; default 200
 */
export async function startReceiver(
	answer: (index: number) => number | [number, Record<string, string>] = () => 200,
): Promise<Receiver> {
	const received: ReceivedDelivery[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString('utf8');
		const [status, headers] = [answer(received.length)].flat() as [number, Record<string, string>?];
		received.push({
			at: performance.now(),
			method: request.method ?? '',
			url: request.url ?? '',
			headers: request.headers,
			text,
			json: JSON.parse(text),
		});
		response.writeHead(status, headers).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook?from=offblocks`,
		received,
		async waitFor(count, ms = 30_000) {
			const end = performance.now() + ms;
			while (received.length < count) {
				if (performance.now() > end)
					throw new Error(`${received.length} of ${count} deliveries after ${ms} ms`);
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
			return received;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
