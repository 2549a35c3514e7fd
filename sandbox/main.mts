#!/usr/bin/env node
import { UsageError } from './cli/flags.mts';
import { HELP } from './cli/help.mts';
import { readCommandLine } from './cli/options.mts';

try {
	const options = readCommandLine(process.argv.slice(2));
	// Loaded when they are wanted: a command needs no server, and starts sooner without one.
	if (options.command === 'help') process.stdout.write(HELP);
	else if (options.command === 'start') await (await import('./cli/run.mts')).run(options);
	else {
		const { runCommand } = await import('./cli/commands.mts');
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
