#!/usr/bin/env node
import type { AddressInfo } from 'node:net';
import { infoOf } from './admin/info.mts';
import { banner } from './cli/banner.mts';
import { runCommand } from './cli/commands.mts';
import { UsageError } from './cli/flags.mts';
import { HELP } from './cli/help.mts';
import { listen } from './cli/listen.mts';
import { readCommandLine, type StartOptions } from './cli/options.mts';
import { noteRunning } from './cli/running.mts';
import { Contract } from './http/contract.mts';
import { readSeed } from './seed/seed.mts';
import { start } from './start.mts';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function run({ port, seed, json, ...options }: StartOptions): Promise<void> {
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

try {
	const options = readCommandLine(process.argv.slice(2));
	if (options.command === 'help') process.stdout.write(HELP);
	else if (options.command === 'start') await run(options);
	else {
		const { out, note, failed } = await runCommand(options);
		if (note !== undefined) process.stderr.write(`${note}\n`);
		if (out !== '') process.stdout.write(`${out}\n`);
		if (failed) process.exitCode = 1;
	}
} catch (error) {
	const hint = error instanceof UsageError ? '\nSee --help.' : '';
	process.stderr.write(`${(error as Error).message}${hint}\n`);
	process.exitCode = 1;
}
