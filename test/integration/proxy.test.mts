// A real proxy between n8n and the API: what it refuses is nobody's answer but its own, and nothing was sent.
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Server } from 'node:net';
import { createServer as createTls } from 'node:tls';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';

const ID = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

let api: OffBlocks;
let proxy: Server & { on(event: 'connect', listener: unknown): unknown };
/** What the proxy was asked for, e.g. `CONNECT api.example:443`. */
let asked: string[] = [];
/** How it answers CONNECT. */
let onConnect: (socket: Duplex) => void;
const url = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));

beforeAll(async () => {
	api = await startOffBlocks();
	const server = createServer((incoming, outgoing) => {
		asked.push(`${incoming.method} ${incoming.url}`);
		const onward = request(
			incoming.url!,
			{ method: incoming.method, headers: incoming.headers },
			(answer) => {
				outgoing.writeHead(answer.statusCode!, answer.headers);
				answer.pipe(outgoing);
			},
		);
		incoming.pipe(onward);
	});
	server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
		asked.push(`CONNECT ${incoming.url}`);
		socket.on('error', () => undefined);
		onConnect(socket);
	});
	proxy = server as never;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
	for (const name of NAMES) delete process.env[name];
	asked = [];
});
afterAll(async () => {
	for (const name of NAMES) {
		if (before[name] === undefined) delete process.env[name];
		else process.env[name] = before[name];
	}
	await new Promise((resolve) => proxy.close(resolve));
	await api.sandbox.stop();
});

const FAR = { baseUrl: 'https://api.offblocks.example/v1' };
const withToken = { authentication: 'accessToken', accessToken: 'a-token-of-ones-own' };
const CREATE: IDataObject = {
	resource: 'card',
	operation: 'create',
	accountId: byId(ID),
	billingAddress: ADDRESS,
	options: { maxRetries: 0 },
};

/** What a write came to, over the encrypted way. */
async function write(credential: IDataObject) {
	process.env.HTTPS_PROXY = url();
	const { error } = await runNode(CREATE as never, {
		credentials: api.credentials({ ...FAR, ...credential } as never),
	});
	return `${error?.message} ${error?.description}`;
}

const BODIES: Record<string, [type: string, text: string]> = {
	text: ['text/plain', 'refused by the wall'],
	nothing: ['', ''],
	HTML: ['text/html', '<html><body><h1>Access denied</h1></body></html>'],
	JSON: ['application/json', '{"message":"denied by policy"}'],
};

describe.each([
	['at the log-in', {}],
	['of a write', withToken],
])('a tunnel that the proxy does not open, %s', (_, credential) => {
	const cells = [400, 403, 407, 502, 503].flatMap((status) =>
		Object.keys(BODIES).map((body) => [status, body] as const),
	);

	it.each(cells)('%i with %s', async (status, body) => {
		const [type, text] = BODIES[body];
		onConnect = (socket) => {
			const head = type ? `content-type: ${type}\r\n` : '';
			socket.end(
				`HTTP/1.1 ${status} No\r\n${head}content-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`,
			);
		};
		const said = await write(credential);
		expect(asked).toEqual(['CONNECT api.offblocks.example:443']);
		expect(said).toMatch(/proxy/i);
		expect(said).not.toMatch(/may or may not|API key or secret|Check both|not accept/);
	});
});

it.each([
	['closes the connection', (socket: Duplex) => void socket.destroy()],
	[
		'opens the tunnel, and shows a certificate that nobody trusts',
		(socket: Duplex) => {
			const tls = (name: string) => readFileSync(join(__dirname, '../fixtures/tls', name));
			const server = createTls({ key: tls('key.pem'), cert: tls('certificate.pem') });
			server.on('tlsClientError', () => undefined);
			server.listen(0, '127.0.0.1', () => {
				const { port } = server.address() as AddressInfo;
				const onward = connect(port, '127.0.0.1');
				socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
				socket.pipe(onward).pipe(socket);
				onward.on('error', () => undefined).on('close', () => server.close());
			});
		},
	],
])('a proxy that %s: nothing was sent, and nothing is in doubt', async (_, answer) => {
	onConnect = answer;
	const said = await write(withToken);
	expect(said).toContain('OffBlocks could not be reached');
	expect(said).toContain('Nothing was sent');
	expect(said).not.toContain('may or may not');
});

describe('plain http, to a server on this machine', () => {
	const get = async () =>
		await runNode(
			{ resource: 'card', operation: 'getAll', limit: 1 },
			{ credentials: api.credentials() },
		);

	it('goes through no proxy that NO_PROXY keeps away, as docs/security.md says', async () => {
		Object.assign(process.env, { HTTP_PROXY: url(), NO_PROXY: '127.0.0.1,localhost' });
		expect((await get()).error).toBeUndefined();
		expect(asked).toEqual([]);
	});

	// n8n asks the environment for each request (@n8n/backend-network, resolveProxyOption): what a credential writes
	// into the request, `proxy: false` too, is no way round it. Should this fail, docs/security.md can promise more.
	it('goes through one of the environment otherwise', async () => {
		process.env.HTTP_PROXY = url();
		expect((await get()).error).toBeUndefined();
		expect(asked.length).toBeGreaterThan(0);
	});
});
