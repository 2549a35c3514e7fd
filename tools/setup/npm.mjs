// Runs npm quietly; what it printed is shown only where it failed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { SetupError } from './error.mjs';

const TAIL_LINES = 25;

/** What npm calls a certificate that its Node.js does not trust; it has tried for a minute by then. */
const UNTRUSTED = /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE/;
const UNTRUSTED_HINT =
	"Node.js does not trust the certificate that it is shown, mostly that of a company's proxy. Name a file of " +
	'certificates to trust, then start again: export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt ' +
	'(those that Debian trusts).';

/**
 * Runs `npm` with `args` in `cwd`. Throws SetupError with npm's last lines and `hint`, a sentence on what to do next,
 * unless npm's lines say what it is.
 * @param {string[]} args
 * @param {{ cwd: string, hint: string, node?: string, env?: Record<string, string> }} options
 *   `node`: the Node to run npm on, default the one in PATH
 */
export async function npm(args, { cwd, hint, node, env }) {
	// Errors only, and those in any case: under `npm start --silent` npm would say nothing.
	const { code, output } = await run(
		'npm',
		[...args, '--loglevel=error', '--no-audit', '--no-fund'],
		{
			cwd,
			env: { ...npmEnvironment(node), ...env },
		},
	);
	if (code === 0) return;
	throw new SetupError(
		`npm ${args.join(' ')} failed in ${cwd}. Its last lines:\n${lastLines(output)}`,
		UNTRUSTED.test(output) ? UNTRUSTED_HINT : hint,
	);
}

/** Without npm's page of usage, which would push out the one line that says what is wrong. */
function lastLines(output) {
	return output
		.replace(/^npm error Clean install a project[^]*?(?=^npm error A complete log)/m, '')
		.trimEnd()
		.split('\n')
		.slice(-TAIL_LINES)
		.map((line) => `  ${line}`)
		.join('\n');
}

/**
 * Runs a command to its end: exit code (127 where it could not be started) and both outputs together.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd, env = process.env } = {}) {
	return new Promise((resolve) => {
		const shell = process.platform === 'win32';
		// A group of its own, so that npm's own children can be ended with it.
		const stdio = ['ignore', 'pipe', 'pipe'];
		const child = spawn(command, args, { cwd, env, shell, stdio, detached: !shell });
		const end = () => endGroup(child);
		process.once('exit', end);
		const chunks = [];
		child.stdout.on('data', (chunk) => chunks.push(chunk));
		child.stderr.on('data', (chunk) => chunks.push(chunk));
		child.on('error', (error) => resolve({ code: 127, output: error.message }));
		child.on('close', (code) => {
			process.off('exit', end);
			resolve({ code, output: Buffer.concat(chunks).toString() });
		});
	});
}

/** At once: an npm that is asked to stop goes on writing for a while, into what the next start makes anew. */
function endGroup(child) {
	try {
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
	} catch {
		// It is over already.
	}
}

/**
 * The environment for an npm of our own. Under `npm start` ours holds the outer npm's variables, and
 * npm_config_local_prefix among them would send an install in another folder to this project.
 */
function npmEnvironment(node) {
	const outer =
		/^npm_(package|lifecycle|command|config_local_prefix|config_prefix|config_loglevel)/i;
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
	if (!node) return env;
	env.PATH = `${dirname(node)}${delimiter}${env.PATH ?? ''}`;
	// Headers of the very Node that will load what is compiled; a nodedir set elsewhere may be another's.
	const nodedir = join(dirname(node), '..');
	if (existsSync(join(nodedir, 'include', 'node', 'node_api.h'))) env.npm_config_nodedir = nodedir;
	return env;
}
