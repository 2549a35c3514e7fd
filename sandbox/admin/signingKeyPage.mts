import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const PAGE = new URL('../../docs/signing-key.html', import.meta.url);

/** `GET /_sandbox/signing-key`: the page that makes a signing key pair in the browser, which asks nobody for anything. */
export function signingKeyPage(app: FastifyInstance): void {
	app.get('/signing-key', async (_, reply) =>
		reply.type('text/html; charset=utf-8').send(readFileSync(PAGE, 'utf8')),
	);
}
