// The table at the end of .ci/run: the phase that failed is the one that somebody looks for.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../tools/setup/places.mjs';

const record = mkdtempSync(join(tmpdir(), 'offblocks-ci-'));
afterAll(() => rmSync(record, { recursive: true, force: true }));

/** The end of .ci/run after these phases, each a command of the shell. */
function ending(...phases: string[]) {
	const script = [
		'set -euo pipefail',
		'source .ci/phase.sh',
		`trap 'code=$?; trap - EXIT; "${process.execPath}" .ci/report.mjs "$record" "$code"; exit "$code"' EXIT`,
		...phases.map((command) => `phase '${command}' ${command}`),
	].join('\n');
	const { status, stdout } = spawnSync('bash', ['-c', script], {
		cwd: root,
		env: { ...process.env, record },
		encoding: 'utf8',
	});
	rmSync(join(record, 'phases'), { force: true });
	return { status, rows: stdout.slice(stdout.indexOf('Where the time went')) };
}

it('names the phase that failed, and runs none after it', () => {
	const { status, rows } = ending('true', 'false', 'echo');
	expect(status).toBe(1);
	expect(rows).toMatch(/ s {2}true\n.* s {2}false \(FAILED\)\n.* s {2}all\n/);
	expect(rows).toMatch(/0 passed, 1 failed\n$/);
});

it('says nothing of the kind where all went well', () => {
	const { status, rows } = ending('true', 'echo');
	expect(status).toBe(0);
	expect(rows).toMatch(/ s {2}true\n.* s {2}echo\n.* s {2}all\n/);
	expect(rows).toMatch(/0 passed, 0 failed\n$/);
});
