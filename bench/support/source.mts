// Shipped sources as Node can load them: they import each other as bundlers like it.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');

/** Bundles one source file as the build does, and loads it. @param path below the project's root */
export async function loadSource<Module>(path: string): Promise<Module> {
	const folder = mkdtempSync(join(ROOT, 'node_modules', '.bench-'));
	try {
		const outfile = join(folder, 'module.cjs');
		await build({
			entryPoints: [join(ROOT, path)],
			outfile,
			bundle: true,
			platform: 'node',
			target: 'node20',
			format: 'cjs',
			external: ['n8n-workflow'],
			logLevel: 'warning',
		});
		return createRequire(outfile)(outfile) as Module;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** A folder for what a benchmark writes. */
export const scratch = () => mkdtempSync(join(tmpdir(), 'offblocks-bench-'));
