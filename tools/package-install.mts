// Puts the package where n8n looks for community packages, from the tarball that npm would publish.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Packs the built checkout at `root` into `folder`; returns the tarball's path. */
export async function packPackage(root: string, folder: string): Promise<string> {
	const { stdout } = await execute(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		{
			cwd: root,
		},
	);
	const [{ filename, files }] = JSON.parse(stdout) as [
		{ filename: string; files: { path: string }[] },
	];
	if (!files.some(({ path }) => path.startsWith('dist/nodes/'))) {
		throw new Error(`${root} is not built: no dist/nodes in the package. Run: npm run build`);
	}
	return join(folder, filename);
}

/**
 * Unpacks the tarball into `userFolder`/.n8n/nodes/node_modules, as n8n's own installer leaves it: without the
 * development and peer dependencies, which n8n provides. Replaces what was there; returns the folder.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<string> {
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	await mkdir(modules, { recursive: true });
	const unpacked = await mkdtemp(join(modules, '.unpacking-'));
	try {
		await execute('tar', ['-xzf', tarball, '-C', unpacked]);
		const manifestFile = join(unpacked, 'package', 'package.json');
		const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, unknown>;
		delete manifest.devDependencies;
		delete manifest.peerDependencies;
		await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
		const target = join(modules, String(manifest.name));
		await rm(target, { recursive: true, force: true });
		await rename(join(unpacked, 'package'), target);
		return target;
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}

/** Packs and installs in one go. A run of the tests, in which the build stays as it is, packs once. */
export async function installFromCheckout(root: string, userFolder: string): Promise<string> {
	const { TEST_RUN } = process.env;
	const packed = TEST_RUN && join(TEST_RUN, 'package.tgz');
	if (packed && existsSync(packed)) return await installPackage(packed, userFolder);
	const scratch = await mkdtemp(join(TEST_RUN ?? tmpdir(), 'n8n-nodes-offblocks-'));
	try {
		const tarball = await packPackage(root, scratch);
		const installed = await installPackage(tarball, userFolder);
		if (packed) await rename(tarball, packed);
		return installed;
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}
