// What a run of jest has started and nobody ended: what its test files share (test/support/shared), and what they did
// not get to end, because they were ended themselves: Ctrl-C, a time limit.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `work` with an environment that names a folder for the run, TEST_RUN, one for Node's compile cache, and one in
 * which tools/child.mts notes the process groups it starts, a file each; those still there at the end are ended, and
 * all three go.
 * @template Result
 * @param {(environment: Record<string, string>) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withoutLeftovers(work) {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-run-'));
	const groups = join(folder, 'groups');
	mkdirSync(groups);
	try {
		return await work({
			TEST_RUN: folder,
			PROCESS_GROUPS: groups,
			// A run starts nearly a hundred sandboxes: what one has compiled, the next need not.
			NODE_COMPILE_CACHE: join(folder, 'compile'),
		});
	} finally {
		for (const group of readdirSync(groups)) {
			try {
				process.kill(-Number(group), 'SIGKILL');
			} catch {
				// It ended with jest.
			}
		}
		// What was ended may still be writing.
		rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
	}
}
