// The process that the sandboxes of test files run in, each one on a port and with a store of its own: to load and
// compile the sandbox takes a second, to open one more does not.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxInfo } from '../../../sandbox/admin/info.mts';
import { readCommandLine } from '../../../sandbox/cli/options.mts';
import { open } from '../../../sandbox/cli/run.mts';
import { Contract } from '../../../sandbox/http/contract.mts';
import { share } from './program.mts';
import type { SharedSandboxes } from './share.mts';

interface Hosted {
	printed: string[];
	close(): Promise<void>;
}

const contract = new Contract();
const hosted = new Map<string, Hosted>();

// What a sandbox says of its own faults; a worker's test files run one after the other, so all that is open is one file's.
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = ((text: string) => {
	for (const { printed } of hosted.values()) printed.push(text.trimEnd());
	return write(text);
}) as typeof process.stderr.write;

async function begin(flags: string[]): Promise<SandboxInfo> {
	const options = readCommandLine(flags);
	if (options.command !== 'start') throw new Error('Only to start');
	const printed: string[] = [];
	const { info, close } = await open(options, (line) => printed.push(line), contract);
	hosted.set(info.baseUrl, { printed, close });
	return info;
}

/** What a test file asks for: `start` with flags, `printed` or `stop` with the address of one. */
async function perform({ start: flags, printed, stop }: Record<string, never>): Promise<unknown> {
	if (flags) return await begin(flags);
	if (printed) return hosted.get(printed)?.printed.join('\n') ?? '';
	await hosted.get(stop)?.close();
	hosted.delete(stop);
	return null;
}

await share(async (): Promise<SharedSandboxes> => {
	const server = createServer((request, response) => {
		const answer = (status: number, body: unknown) =>
			response.writeHead(status).end(JSON.stringify(body));
		void bodyOf(request)
			.then((text) => perform(JSON.parse(text)))
			.then(
				(result) => answer(200, result),
				(error) => answer(500, (error as Error).message),
			);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}
