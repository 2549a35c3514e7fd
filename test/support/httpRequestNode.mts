// n8n's own HTTP Request node, from the pinned n8n that `npm test` has made ready.
import { createRequire } from 'node:module';
import type { INodeType, VersionedNodeType } from 'n8n-workflow';

/** n8n lets nodes of this very type use any credential. */
export const TYPE = 'n8n-nodes-base.httpRequest';
export const VERSION = 4.3;

export function httpRequestNode(): INodeType {
	const bin = process.env.N8N_BIN;
	if (!bin) throw new Error('N8N_BIN is not set: start the tests with npm test');
	const load = createRequire(bin);
	const { HttpRequest } = load('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => VersionedNodeType;
	};
	return new HttpRequest().getNodeType(VERSION);
}
