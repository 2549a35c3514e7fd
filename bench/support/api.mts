// A bare stand-in for the API, in a process of its own: it checks nothing, so that what is measured is the
// client. Arguments: milliseconds of latency, cards in the list. Prints its base URL.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { programme } from '../programme.mts';

const [latency, listed] = process.argv.slice(2).map(Number);
const list = Buffer.from(JSON.stringify([...programme(listed, Date.UTC(2026, 0, 1))]));
const [card] = programme(1, Date.UTC(2026, 0, 1));

function answer(response: ServerResponse, status: number, body: string | Buffer): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

const server = createServer((request, response) => {
	const [, id] = /\/cards\/([\w-]+)(?:\/(?:de)?activate)?$/.exec(request.url ?? '') ?? [];
	const [, accountId] = /\/accounts\/([\w-]+)\/cards$/.exec(request.url ?? '') ?? [];
	request.resume().on('end', () => {
		setTimeout(() => {
			if (request.method === 'POST') answer(response, 201, JSON.stringify({ ...card, accountId }));
			else if (id) answer(response, 200, JSON.stringify({ ...card, id }));
			else answer(response, 200, list);
		}, latency);
	});
});
server.listen(0, '127.0.0.1', () => {
	console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
