#!/usr/bin/env node
import { infoOf } from './admin/info.mts';
import { banner } from './cli/banner.mts';
import { emit } from './cli/emit.mts';
import { listen } from './cli/listen.mts';
import { UsageError } from './cli/flags.mts';
import { HELP } from './cli/help.mts';
import { readCommandLine, type StartOptions } from './cli/options.mts';
import { buildApp } from './http/app.mts';
import { openSandbox } from './sandbox.mts';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function start(options: StartOptions): Promise<void> {
	const sandbox = openSandbox({ ...options, log: say });
	const app = await buildApp(sandbox);
	try {
		await listen(app, options.port);
	} catch (error) {
		await sandbox.close();
		throw error;
	}
	const info = infoOf(sandbox, app.server.address());
	say(options.json ? JSON.stringify(info) : banner(info, options.data));
	sandbox.steps.wake();
	sandbox.worker.wake();
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		await app.close();
		await sandbox.close();
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}

try {
	const options = readCommandLine(process.argv.slice(2));
	if (options.command === 'help') process.stdout.write(HELP);
	else if (options.command === 'emit') say(await emit(options));
	else await start(options);
} catch (error) {
	const hint = error instanceof UsageError ? '\nSee --help.' : '';
	process.stderr.write(`${(error as Error).message}${hint}\n`);
	process.exitCode = 1;
}
