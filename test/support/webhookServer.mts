// What n8n 2.41.1 does around a node's webhook(): read the body, parse JSON, run the node, start an
// execution, then answer (middlewares/body-parser, webhooks/webhook-helpers). On Node's own HTTP server.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import type { IWebhookResponseData } from 'n8n-workflow';

/** Express' and n8n's additions to a request, as far as a webhook node uses them. */
export interface WebhookRequest extends IncomingMessage {
	originalUrl: string;
	query: Record<string, unknown>;
	params: Record<string, string>;
	body?: unknown;
	readRawBody(): Promise<void>;
}

export interface WebhookResponse extends ServerResponse {
	status(code: number): WebhookResponse;
	set(headers: Record<string, string>): WebhookResponse;
	json(body: unknown): WebhookResponse;
}

type Run = (request: WebhookRequest, response: WebhookResponse) => Promise<IWebhookResponseData>;
type Start = (result: IWebhookResponseData) => Promise<void>;

export interface WebhookServer {
	origin: string;
	close(): Promise<void>;
}

/** @param run the node's webhook(); what it throws is answered with 500, as n8n does */
export async function startWebhookServer(run: Run, start: Start): Promise<WebhookServer> {
	const server: Server = createServer((incoming, outgoing) => {
		const request = asRequest(incoming);
		const response = asResponse(outgoing);
		handle(request, response, run, start).catch((error: Error) => {
			if (!response.headersSent) response.status(500).json({ message: error.message });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function handle(
	request: WebhookRequest,
	response: WebhookResponse,
	run: Run,
	start: Start,
): Promise<void> {
	const contentType = String(request.headers['content-type'] ?? '').toLowerCase();
	const type = contentType.split(';')[0].trim();
	const charset = /charset="?([\w-]+)/.exec(contentType)?.[1] as BufferEncoding | undefined;
	if (!type.startsWith('multipart/')) {
		await request.readRawBody();
		if (type === 'application/json' && request.rawBody?.length) {
			try {
				request.body = JSON.parse(request.rawBody.toString(charset));
			} catch {
				response.status(422).json({ message: 'Failed to parse request body' });
				return;
			}
		}
	}
	const result = await run(request, response);
	if (result.noWebhookResponse && !result.workflowData) return;
	if (result.workflowData) await start(result);
	response.status(200).json({ message: 'Workflow was started' });
}

function asRequest(incoming: IncomingMessage): WebhookRequest {
	const request = incoming as WebhookRequest;
	request.originalUrl = incoming.url ?? '/';
	const { searchParams } = new URL(request.originalUrl, 'http://localhost');
	// As Express: a parameter that is given twice is a list.
	request.query = Object.fromEntries(
		[...searchParams.keys()].map((name) => {
			const values = searchParams.getAll(name);
			return [name, values.length > 1 ? values : values[0]];
		}),
	);
	request.params = {};
	request.readRawBody = async () => {
		if (request.rawBody) return;
		const stream =
			request.headers['content-encoding'] === 'gzip' ? incoming.pipe(createGunzip()) : incoming;
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk as Buffer);
		request.rawBody = Buffer.concat(chunks);
	};
	return request;
}

function asResponse(outgoing: ServerResponse): WebhookResponse {
	const response = outgoing as WebhookResponse;
	response.status = (code) => {
		response.statusCode = code;
		return response;
	};
	response.set = (headers) => {
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		return response;
	};
	response.json = (body) => {
		response.setHeader('content-type', 'application/json; charset=utf-8');
		response.end(JSON.stringify(body));
		return response;
	};
	return response;
}
