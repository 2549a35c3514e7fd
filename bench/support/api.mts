// A bare stand-in for the API, in a process of its own: it checks nothing, so that what is measured is the client.
// Its one argument is an ApiShape as JSON. Prints its base URL.
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { programme } from '../programme.mts';
import { watchedPayments } from '../../sandbox/seed/watched.mts';
import { farAway } from './farAway.mts';

export interface ApiShape {
	/** Milliseconds before each answer. */
	latency?: number;
	/** Length of the list of cards. */
	cards?: number;
	/** So many cards, three an account, with a month of payments: ten a card. */
	paying?: number;
	/** Folder with `chain.pem` and `key.pem`: answers over TLS, as localhost. */
	tls?: string;
	/** Milliseconds that a packet takes there and back. */
	roundTrip?: number;
}

const {
	latency = 0,
	cards = 0,
	paying = 0,
	tls,
	roundTrip = 0,
} = JSON.parse(process.argv[2]) as ApiShape;
const NOW = Date.UTC(2026, 0, 1);
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
/** What is listed, by the end of its path. */
const lists = new Map<string, Buffer>();
lists.set('/cards', json([...programme(cards, NOW)]));
if (paying) listPayments();
const [card] = programme(1, NOW);

function listPayments(): void {
	const size = { ordinary: Math.ceil(paying / 3), cardsEach: 3, paymentsEach: 10 };
	const people = [...watchedPayments(Date.now(), size)];
	lists.set('/accounts', json(people.flatMap(({ accounts }) => accounts)));
	lists.set('/cards', json(people.flatMap((person) => person.cards)));
	for (const { accounts, transactions, authorisations } of people) {
		for (const hold of authorisations) lists.set(`/authorisations/${hold.id}`, json(hold));
		for (const { id } of accounts) {
			const own = transactions.filter(({ accountId }) => accountId === id);
			lists.set(`/accounts/${id}/transactions`, json(own));
		}
	}
}

function answer(response: ServerResponse, status: number, body: Buffer): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

const listener: RequestListener = (request, response) => {
	const path = request.url?.replace('/v1', '') ?? '';
	const [, id] = /\/cards\/([\w-]+)(?:\/(?:de)?activate)?$/.exec(request.url ?? '') ?? [];
	const [, accountId] = /\/accounts\/([\w-]+)\/cards$/.exec(request.url ?? '') ?? [];
	request.resume().on('end', () => {
		setTimeout(() => {
			if (request.method === 'POST') answer(response, 201, json({ ...card, accountId }));
			else if (id) answer(response, 200, json({ ...card, id }));
			else answer(response, 200, lists.get(path) ?? json([]));
		}, latency);
	});
};

const listening = async (server: Server) => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
};
const server = tls
	? createTlsServer(
			{ cert: readFileSync(`${tls}/chain.pem`), key: readFileSync(`${tls}/key.pem`) },
			listener,
		)
	: createServer(listener);
const near = await listening(server);
const port = roundTrip ? await listening(farAway(near, roundTrip)) : near;
console.log(tls ? `https://localhost:${port}/v1` : `http://127.0.0.1:${port}/v1`);
