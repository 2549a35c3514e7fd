// Takes the place of mail servers, chats and ticket systems: keeps whatever is sent to it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sent {
	path: string;
	contentType: string;
	text: string;
}

export interface Sink {
	/** Without a slash at the end. */
	url: string;
	/** What was sent since the last call of `take`, in order. */
	take(): Sent[];
	/** Answers 500 from now on, or 200 again. */
	fail(on: boolean): void;
	close(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
	let sent: Sent[] = [];
	let status = 200;
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		sent.push({
			path: request.url ?? '',
			contentType: request.headers['content-type'] ?? '',
			text: Buffer.concat(chunks).toString(),
		});
		response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		take() {
			const taken = sent;
			sent = [];
			return taken;
		},
		fail(on) {
			status = on ? 500 : 200;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
