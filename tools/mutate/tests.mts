// Runs jest in the copy: once with no mutant on, to see which tests pass and which mutants each test file meets; then
// for each mutant those files, the quickest first, until one fails.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestFile {
	path: string;
	seconds: number;
	/** Ids of the mutants that it meets. */
	met: Set<number>;
}

/** Without the node under test, or slow and with nothing of their own to say about it. */
const LEFT_OUT =
	'/test/integration/(verification|bench|docs)|/test/unit/(tools|build|cluster|docs)';

const running = new Set<ChildProcess>();

/** Ends every jest of ours with all that it has started. */
export function endAll(): void {
	for (const { pid } of running) {
		try {
			process.kill(-pid!, 'SIGKILL');
		} catch {
			// It is over already.
		}
	}
}

/** `code` is undefined where the time was up. */
async function jest(
	root: string,
	args: string[],
	env: Record<string, string>,
	limitSeconds: number,
): Promise<{ code?: number; output: string }> {
	const bin = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	const child = spawn(process.execPath, [bin, ...args], {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own: a test may have started more.
		detached: true,
	});
	running.add(child);
	const chunks: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk) => chunks.push(chunk));
	return await new Promise((resolve) => {
		let late = false;
		const end = () => {
			try {
				process.kill(-child.pid!, 'SIGKILL');
			} catch {
				// It is over already.
			}
		};
		const timer = setTimeout(() => {
			late = true;
			end();
		}, limitSeconds * 1_000);
		child.on('close', (code) => {
			clearTimeout(timer);
			end();
			running.delete(child);
			const output = Buffer.concat(chunks).toString();
			resolve(late ? { output } : { code: code ?? 1, output });
		});
	});
}

/** @throws Error where nothing could be run at all */
export async function baseline(root: string): Promise<TestFile[]> {
	const results = join(root, '.mutants', 'results.json');
	const met = join(root, '.mutants', 'met');
	const { output } = await jest(
		root,
		[
			'--selectProjects',
			'unit',
			'integration',
			'--reporters',
			join(root, 'test', 'support', 'resultReporter.mjs'),
			'--testPathIgnorePatterns',
			LEFT_OUT,
		],
		{ JEST_RESULTS: results, MUTANTS_MET: met },
		1_200,
	);
	if (!existsSync(results)) throw new Error(`No test ran:\n${output.slice(-4_000)}`);
	const lines = existsSync(met) ? readFileSync(met, 'utf8').trim().split('\n') : [];
	const metBy = new Map<string, number[]>();
	for (const line of lines) {
		const { file, met } = JSON.parse(line) as { file: string; met: number[] };
		metBy.set(file, met);
	}
	const { files } = JSON.parse(readFileSync(results, 'utf8')) as {
		files: { name: string; seconds: number; failed: boolean }[];
	};
	const failed = files.filter((file) => file.failed).map(({ name }) => name.slice(root.length + 1));
	// Tests that read the sources themselves see the switches in them.
	if (failed.length) console.log(`Left out, for they fail with no mutant on: ${failed.join(', ')}`);
	return files
		.filter((file) => !file.failed)
		.map(({ name, seconds }) => ({ path: name, seconds, met: new Set(metBy.get(name)) }));
}

export type Fate = 'killed' | 'timed out' | 'survived' | 'not met';

export async function fateOf(root: string, id: number, files: TestFile[]): Promise<Fate> {
	const own = files.filter(({ met }) => met.has(id)).sort((a, b) => a.seconds - b.seconds);
	if (own.length === 0) return 'not met';
	const paths = own.map(({ path }) => path);
	const usual = own.reduce((sum, { seconds }) => sum + seconds, 0);
	const { code } = await jest(
		root,
		['--runInBand', '--bail', '--runTestsByPath', ...paths],
		{ MUTANT: String(id), MUTANT_FILES: paths.join('\n') },
		Math.min(60 + usual * 3, 600),
	);
	if (code === undefined) return 'timed out';
	return code === 0 ? 'survived' : 'killed';
}
