// A tiny round of every benchmark: none may break unseen. Its figures mean nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BENCHMARKS } from '../../bench/names.mts';

const folder = join(__dirname, '..', '..', 'bench');

it.each(BENCHMARKS)('%s', (name) => {
	const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, `${name}.mts`)], {
		env: { ...process.env, BENCH_TINY: '1' },
		encoding: 'utf8',
	});
	expect([status, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
	// It measured something.
	expect(stdout).toMatch(/\d\.\d+(×| ms)/);
	expect(stdout).not.toContain('undefined');
});
