import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { fileAt } from '../files.mts';

const TYPES: Readonly<Record<string, string>> = {
	css: 'text/css; charset=utf-8',
	js: 'text/javascript; charset=utf-8',
	svg: 'image/svg+xml',
};
const OWN = ['style.css', 'page.js', 'docs.css', 'docs.js', 'icon.svg'];
const VIEWER = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** The viewer's files lie in the packed sandbox, and in the checkout's dependencies. */
const viewerFile = (name: string): URL =>
	[fileAt(`page/assets/${name}`), fileAt(`node_modules/swagger-ui-dist/${name}`)].find(
		existsSync,
	) ?? fileAt(`page/assets/${name}`);

/** Scripts, styles and the API's description. */
export function assetRoutes(app: FastifyInstance): void {
	for (const name of [...OWN, ...VIEWER]) {
		const file = OWN.includes(name) ? fileAt(`page/assets/${name}`) : viewerFile(name);
		app.get(`/page/assets/${name}`, async (_, reply) =>
			reply.type(TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain').send(readFileSync(file)),
		);
	}
	app.get('/openapi.yaml', async (_, reply) =>
		reply.type('application/yaml; charset=utf-8').send(readFileSync(fileAt('openapi.yaml'))),
	);
}
