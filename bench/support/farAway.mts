// A server as it looks from far away: what goes either way arrives later, and a connection takes a round trip to make.
import { connect, createServer, type Server, type Socket } from 'node:net';

/** @param port of loopback, where the server really is @param roundTrip milliseconds */
export function farAway(port: number, roundTrip: number): Server {
	return createServer({ noDelay: true, allowHalfOpen: true }, (here) => {
		const there = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
		// The kernel on this machine has accepted it at once: what comes first waits for that round trip, too.
		forward(here, there, roundTrip / 2, performance.now() + roundTrip);
		forward(there, here, roundTrip / 2, 0);
		const both = () => [here, there].forEach((socket) => socket.destroy());
		for (const socket of [here, there]) socket.on('error', both);
	});
}

/** @param after no piece sets out before this time */
function forward(from: Socket, to: Socket, ms: number, after: number): void {
	const underWay: Array<Buffer | undefined> = [];
	const send = (piece?: Buffer) => {
		underWay.push(piece);
		const now = performance.now();
		// In order, whichever timer ends first.
		setTimeout(() => arrive(underWay.shift()), Math.max(now, after) - now + ms);
	};
	const arrive = (piece: Buffer | undefined) => {
		if (to.destroyed) return;
		if (piece) to.write(piece);
		else to.end();
	};
	from.on('data', send).on('end', () => send());
}
