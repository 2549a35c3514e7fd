// What a run of jest has started and did not get to end, because it was ended itself: Ctrl-C, a time limit.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `work` with an environment in which tools/child.mts notes the process groups it starts, a file each; those still
 * there at the end are ended.
 * @template Result
 * @param {(environment: Record<string, string>) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withoutLeftovers(work) {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-groups-'));
	try {
		return await work({ PROCESS_GROUPS: folder });
	} finally {
		for (const group of readdirSync(folder)) {
			try {
				process.kill(-Number(group), 'SIGKILL');
			} catch {
				// It ended with jest.
			}
		}
		rmSync(folder, { recursive: true, force: true });
	}
}
