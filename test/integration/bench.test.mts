// A tiny round of every benchmark: none may break unseen. Its figures mean nothing. Those that start an n8n take turns.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BENCHMARKS, WITH_N8N } from '../../bench/names.mts';
import { inTurn } from '../support/volume.mts';

const folder = join(__dirname, '..', '..', 'bench');

const quick = BENCHMARKS.filter((name) => !WITH_N8N.includes(name));

it.each([...quick, ...inTurn([WITH_N8N])])('%s', (name) => {
	const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, `${name}.mts`)], {
		env: { ...process.env, BENCH_TINY: '1' },
		encoding: 'utf8',
	});
	expect([status, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
	// It measured something.
	expect(stdout).toMatch(/\d\.\d+(×| ms)/);
	expect(stdout).not.toContain('undefined');
});
