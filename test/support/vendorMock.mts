// A mock server that Prism makes of the vendor's own OpenAPI file: what it says of a request, no code of ours has decided.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { root } from '../../tools/setup/places.mjs';

/** The vendor's contract, which lies beside the checkout and never in it. */
export const VENDOR_FILE = join(root, '..', 'shared', 'api', 'vendor', 'api.yaml');

export const hasVendorFile = (): boolean => existsSync(VENDOR_FILE);

/** One request as the mock server judged it. */
export interface Judged {
	/** e.g. `PATCH /cards/497f…/activate`. */
	request: string;
	/** What does not fit the contract, in Prism's words. */
	violations: string[];
}

export interface VendorMock {
	baseUrl: string;
	/** The requests since the last call, log-ins included. */
	judged(): Promise<Judged[]>;
	stop(): Promise<void>;
}

const START_MS = 60_000;
/** Prism prints a request's verdict before it answers; what is printed arrives a moment later. */
const PRINTED_MS = 200;

/**
 * Starts Prism (`mock --errors`: a request that does not fit is answered with an error) on a free port of
 * 127.0.0.1. Its paths are those of the file, without the `/v1` of the vendor's servers.
 */
export async function startVendorMock(): Promise<VendorMock> {
	const port = await freePort();
	const cli = join(
		dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')),
		'dist/index.js',
	);
	const args = [cli, 'mock', '--errors', '-h', '127.0.0.1', '-p', String(port), VENDOR_FILE];
	const child = spawn(process.execPath, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, NO_COLOR: '1' },
	});
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
	}
	await untilListening(child, () => printed);
	let read = printed.length;
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		async judged() {
			await new Promise((resolve) => setTimeout(resolve, PRINTED_MS));
			const fresh = printed.slice(read);
			read = printed.length;
			return verdicts(fresh);
		},
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, 'exit');
			child.kill();
			await ended;
		},
	};
}

async function untilListening(child: ChildProcess, printed: () => string): Promise<void> {
	const end = Date.now() + START_MS;
	while (!/Prism is listening/.test(printed())) {
		if (child.exitCode !== null || Date.now() > end) {
			child.kill();
			throw new Error(`Prism did not start: ${printed().slice(-2000)}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Prism's lines: one per request received, then its violations. Colours are taken out. */
function verdicts(text: string): Judged[] {
	const judged: Judged[] = [];
	// eslint-disable-next-line no-control-regex -- the escape that begins a colour
	for (const line of text.replace(/\u001b\[[\d;]*m/g, '').split('\n')) {
		const [, method, path] = /\[HTTP SERVER\] (\w+) (\S+) .*Request received/.exec(line) ?? [];
		if (method) judged.push({ request: `${method.toUpperCase()} ${path}`, violations: [] });
		const [, violation] = /Violation: (.*)/.exec(line) ?? [];
		if (violation) judged.at(-1)?.violations.push(violation.trim());
	}
	return judged;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, 'close');
	return port;
}
