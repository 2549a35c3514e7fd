// The programs that n8n's queue mode needs besides n8n, as Debian packages them.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { say } from '../../tools/setup/progress.mjs';

const execute = promisify(execFile);
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** Debian's package of each program. */
const PACKAGES = {
	postgres: 'postgresql',
	initdb: 'postgresql',
	'redis-server': 'redis-server',
	haproxy: 'haproxy',
} as const;
export type Program = keyof typeof PACKAGES;

/**
 * Paths of these programs. As root on Debian, what is missing is installed.
 * @throws Error that says what to install
 */
export async function findPrograms<Name extends Program>(
	...names: Name[]
): Promise<Record<Name, string>> {
	const missing = names.filter((name) => !pathOf(name));
	if (missing.length > 0) await install([...new Set(missing.map((name) => PACKAGES[name]))]);
	const found = names.map((name) => [name, pathOf(name)] as const);
	const absent = found.filter(([, path]) => !path).map(([name]) => name);
	if (absent.length > 0) throw new Error(`${absent.join(', ')}: installed, and yet not found`);
	return Object.fromEntries(found) as Record<Name, string>;
}

/** Debian keeps PostgreSQL's programs out of PATH, a folder a version, and HAProxy in one that users' PATH lacks. */
function pathOf(name: Program): string | undefined {
	const postgres = existsSync(POSTGRES_VERSIONS)
		? readdirSync(POSTGRES_VERSIONS)
				.sort((a, b) => Number(b) - Number(a))
				.map((version) => join(POSTGRES_VERSIONS, version, 'bin'))
		: [];
	const path = (process.env.PATH ?? '').split(delimiter);
	return [...postgres, ...path, '/usr/sbin', '/usr/local/sbin']
		.map((folder) => join(folder, name))
		.find(isExecutable);
}

async function install(packages: string[]): Promise<void> {
	const command = `apt-get install ${packages.join(' ')}`;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(`Missing: ${packages.join(', ')}. Install them (Debian: ${command}).`);
	}
	say(`Installing ${packages.join(', ')} from Debian`);
	// Runlevel 1: the packages shall not start services of their own.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	await execute('apt-get', ['update', '-qq'], { env });
	await execute('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
		env,
	}).catch((error: Error & { stderr?: string }) => {
		throw new Error(`${command} failed:\n${error.stderr ?? error.message}`);
	});
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
