import type { AddressInfo } from 'node:net';
import { infoOf } from '../admin/info.mts';
import { Contract } from '../http/contract.mts';
import { readSeed } from '../seed/seed.mts';
import { start } from '../start.mts';
import { banner } from './banner.mts';
import { listen } from './listen.mts';
import type { StartOptions } from './options.mts';
import { noteRunning } from './running.mts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Starts a sandbox that runs until it is told to stop. @throws Error with a sentence */
export async function run({ port, seed, json, ...options }: StartOptions): Promise<void> {
	const contract = new Contract();
	let moved: string | undefined;
	const { sandbox, app, close } = await start(
		{ ...options, log: say, ...(seed !== undefined && { seed: readSeed(seed, contract) }) },
		async (server) => {
			moved = await listen(server, port);
		},
		contract,
	);
	const address = app.server.address();
	const info = infoOf(sandbox, address);
	say(json ? JSON.stringify(info) : banner(info, options.data, moved));
	// What another program starts, it talks to by itself.
	const forget = json ? () => undefined : noteRunning((address as AddressInfo).port, options.data);
	const stop = async () => {
		forget();
		await close();
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}
