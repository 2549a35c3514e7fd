import type { AddressInfo } from 'node:net';
import { infoOf, type SandboxInfo } from '../admin/info.mts';
import { Contract } from '../http/contract.mts';
import { readSeed } from '../seed/seed.mts';
import { start } from '../start.mts';
import { banner } from './banner.mts';
import { listen } from './listen.mts';
import type { StartOptions } from './options.mts';
import { noteRunning } from './running.mts';

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Opened {
	info: SandboxInfo;
	port: number;
	/** Where the default port was taken, a sentence that says so. */
	moved: string | undefined;
	close(): Promise<void>;
}

/** Starts a sandbox as the command line says. @throws Error with a sentence */
export async function open(
	{ port, seed, ...options }: StartOptions,
	log: (line: string) => void,
	contract = new Contract(),
): Promise<Opened> {
	let moved: string | undefined;
	const { sandbox, app, close } = await start(
		{ ...options, log, ...(seed !== undefined && { seed: readSeed(seed, contract) }) },
		async (server) => {
			moved = await listen(server, port);
		},
		contract,
	);
	const address = app.server.address() as AddressInfo;
	return { info: infoOf(sandbox, address), port: address.port, moved, close };
}

/** Starts a sandbox that runs until it is told to stop. @throws Error with a sentence */
export async function run(options: StartOptions): Promise<void> {
	const { json, data } = options;
	const { info, port, moved, close } = await open(options, say);
	say(json ? JSON.stringify(info) : banner(info, data, moved));
	// What another program starts, it talks to by itself.
	const forget = json ? () => undefined : noteRunning(port, data);
	const stop = async () => {
		forget();
		await close();
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}
