// npm run doctor: see HELP in questions.mts. The report goes to stdout, everything else to stderr.
import { loadSource } from '../bench/support/source.mts';
import { ensureProject } from '../tools/setup.mjs';
import { examine } from './examine.mts';
import { Unreachable } from './http.mts';
import { terminal } from './prompt.mts';
import { HELP, readSettings, UsageError } from './questions.mts';
import { report, works } from './report.mts';
import { scrub } from './scrub.mts';
import type * as Shipped from './shipped.mts';

const say = (line: string) => process.stderr.write(`${line}\n`);

/** The exit code: 0 where the credential works, 1 where it does not, 2 where the doctor could not begin. */
async function main(args: readonly string[]): Promise<number> {
	if (args.includes('--help')) {
		process.stdout.write(HELP);
		return 0;
	}
	await ensureProject();
	const shipped = await loadSource<typeof Shipped>('doctor/shipped.mts');
	const settings = await readSettings(args, process.env, shipped, terminal());
	const { findings, tokens } = await examine(settings, shipped, (line) => say(`${line} …`));
	process.stdout.write(scrub(report(findings), settings, tokens));
	return works(findings) ? 0 : 1;
}

try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof UsageError) && !(error instanceof Unreachable)) throw error;
	say(error.message);
	process.exitCode = error instanceof UsageError ? 2 : 1;
}
