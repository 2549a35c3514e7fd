// An API that any request is right for, and that remembers what must not be found anywhere afterwards: the token and
// the signatures that it was sent.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordingApi {
	baseUrl: string;
	/** Tokens and their parts, and signatures. */
	secrets: Set<string>;
	/** Requests with a token. */
	count(): number;
	stop(): Promise<void>;
}

/** A token that looks like OffBlocks' own. */
function newToken(): string {
	const part = (text: string) => Buffer.from(`${text} ${Math.random()}`).toString('base64url');
	return `eyJhbGciOiJIUzI1NiJ9.${part('a payload that is long enough')}.${part('a signature')}`;
}

/** `…/no` is answered 400, all else 200. */
export async function startRecordingApi(): Promise<RecordingApi> {
	const secrets = new Set<string>();
	let requests = 0;
	const server = createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			if (request.url?.endsWith('/auth/token')) {
				response.end(JSON.stringify({ token: newToken() }));
				return;
			}
			const { authorization = '', signature } = request.headers;
			if (authorization) requests += 1;
			const token = authorization.replace('Bearer ', '');
			// Of the header of a JWT there is nothing secret.
			for (const secret of [token, ...token.split('.').slice(1)]) {
				if (secret) secrets.add(secret);
			}
			const [, value] = /=:([^:]+):/.exec(String(signature)) ?? [];
			if (value) secrets.add(value);
			const isRefused = request.url?.endsWith('/no');
			response.statusCode = isRefused ? 400 : 200;
			response.end(JSON.stringify(isRefused ? { message: 'refused' } : { message: 'well' }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		secrets,
		count: () => requests,
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
