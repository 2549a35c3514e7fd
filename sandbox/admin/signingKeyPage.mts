import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { fileAt } from '../files.mts';

/** In the checkout the page is the docs'; the packed sandbox has a copy. */
const PAGE = [fileAt('signing-key.html'), fileAt('../docs/signing-key.html')].find(existsSync);

/** `GET /_sandbox/signing-key`: the page that makes a signing key pair in the browser, which asks nobody for anything. */
export function signingKeyPage(app: FastifyInstance): void {
	app.get('/signing-key', async (_, reply) =>
		reply.type('text/html; charset=utf-8').send(readFileSync(PAGE ?? '', 'utf8')),
	);
}
