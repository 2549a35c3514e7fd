// What the doctor's tests have in common: running it as a person would, and what its report must not hold.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SigningClient } from '../../support/client.mts';
import type { Sandbox, SandboxInfo } from '../../support/sandbox.mts';

export const root = join(__dirname, '..', '..', '..');

export interface Run {
	code: number | null;
	/** The report. */
	stdout: string;
	stderr: string;
}
export type Variables = Record<string, string | undefined>;

/** What a person who knows this sandbox's credentials sets. */
export function variables(info: SandboxInfo): Variables {
	return {
		OFFBLOCKS_BASE_URL: info.baseUrl,
		OFFBLOCKS_API_KEY: info.apiKey,
		OFFBLOCKS_API_SECRET: info.apiSecret,
		OFFBLOCKS_KEY_ID: info.keyId,
		OFFBLOCKS_PRIVATE_KEY: info.privateKey,
	};
}

export async function runDoctor(env: Variables, args: string[] = []): Promise<Run> {
	const child = spawn(process.execPath, ['doctor/main.mts', ...args], {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let [stdout, stderr] = ['', ''];
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, stdout, stderr };
}

/** The lines of one section of a report, without their indentation. */
export function section({ stdout }: Run, title: string): string[] {
	const lines = stdout.split('\n');
	const start = lines.indexOf(title);
	if (start < 0) return [];
	const end = lines.indexOf('', start);
	return lines.slice(start + 1, end < 0 ? undefined : end).map((line) => line.trim());
}

/** Ids, names, numbers and addresses of everything that the sandbox holds, and its secrets. */
export async function knownValues({ info }: Sandbox): Promise<Set<string>> {
	const client = new SigningClient(info);
	const values = new Set<string>();
	const { apiKey, apiSecret, keyId, webhookKeyId, baseUrl } = info;
	for (const text of [apiKey, apiSecret, keyId, webhookKeyId, new URL(baseUrl).host]) {
		values.add(text);
	}
	const pems = [info.privateKey, info.webhookPublicKey].join('\n');
	for (const line of pems.split('\n')) if (/^[\w+/=]{20,}$/.test(line)) values.add(line);
	for (const path of ['/customers', '/accounts', '/cards', '/webhooks']) {
		collect((await client.get(path)).data, values);
	}
	return values;
}

/** Words of the contract itself, which the report may use. */
const CONTRACT_WORDS = /^([a-z_]+\.?[a-z_]*|[A-Z]{2,3}|\d+|https?:.*)$/;

function collect(value: unknown, into: Set<string>): void {
	if (typeof value === 'string' && value.length > 3 && !CONTRACT_WORDS.test(value)) into.add(value);
	if (value !== null && typeof value === 'object') {
		for (const part of Object.values(value)) collect(part, into);
	}
}

/** Fails, naming none of them, where the run let one out. */
export function expectNoneOf(values: Set<string>, { stdout, stderr }: Run): void {
	expect(values.size).toBeGreaterThan(60);
	const out = stdout + stderr;
	expect([...values].filter((value) => out.includes(value)).length).toBe(0);
	expect(out).not.toMatch(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i);
	expect(out).not.toMatch(/eyJ|BEGIN [A-Z ]*KEY/);
	expect(stdout).not.toContain('127.0.0.1');
}

export interface Gateway {
	baseUrl: string;
	close(): Promise<void>;
}

/** A server of the test's own, e.g. one that is not the API. */
export async function serve(
	answer: (
		incoming: IncomingMessage,
		end: (status: number, type: string, body: string) => void,
	) => void,
): Promise<Gateway> {
	const server = createServer((incoming, response) =>
		answer(incoming, (status, type, body) =>
			response.writeHead(status, { 'content-type': type }).end(body),
		),
	);
	return await listening(server);
}

/** Stands between and passes on, so that the sandbox is met as another server might be. */
export async function gateway(
	target: string,
	change: {
		/** Refuses, as the vendor's library does, what does not please it. */
		refuses?: (incoming: IncomingMessage) => boolean;
		/** Rewrites an answer's JSON. */
		rewrite?: (path: string, json: string) => string;
		withoutDate?: boolean;
	},
): Promise<Gateway> {
	const server = createServer((incoming, response) => {
		if (change.refuses?.(incoming)) {
			incoming.resume();
			response.writeHead(400, { 'content-type': 'text/plain' }).end('invalid required signature');
			return;
		}
		const { method, headers, url = '' } = incoming;
		const onward = request(new URL(url, target), { method, headers }, async (answer) => {
			const chunks: Buffer[] = [];
			for await (const chunk of answer) chunks.push(chunk as Buffer);
			const text = Buffer.concat(chunks).toString();
			response.sendDate = !change.withoutDate;
			const type = answer.headers['content-type'];
			response.writeHead(answer.statusCode ?? 500, {
				...(type && { 'content-type': type }),
				...(!change.withoutDate && { date: answer.headers.date }),
			});
			response.end(change.rewrite?.(url, text) ?? text);
		});
		incoming.pipe(onward);
	});
	return await listening(server);
}

async function listening(server: Server): Promise<Gateway> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
