// Where things lie, and the versions that are pinned.
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const tools = join(root, 'tools');

/** The n8n that the demo and `npm test` run, from tools/package.json. */
export const n8nVersion = readJson(join(tools, 'package.json')).dependencies.n8n;

/** Every n8n that is pinned, the newest first: that one, and those in tools/versions for `npm run test:matrix`. */
export function n8nVersions() {
	const older = readdirSync(join(tools, 'versions'));
	return [n8nVersion, ...older.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))];
}

/** Where an n8n version is pinned, and which Node it runs on: `{ manifest, nodeMajor }`. */
export function n8nPin(version) {
	const manifest = version === n8nVersion ? tools : join(tools, 'versions', version);
	const { node } = readJson(join(manifest, 'package.json')).engines;
	return { manifest, nodeMajor: Number(/\d+/.exec(node)[0]) };
}

/** Where a Node is pinned that is fetched when the system's does not fit: `{ manifest, version }`. */
export function nodePin(major) {
	const manifest = join(tools, `node${major}`);
	const pinned = readJson(join(manifest, 'package.json')).optionalDependencies;
	return { manifest, version: Object.values(pinned)[0] };
}

/** Parsed content of a JSON file; throws what readFileSync and JSON.parse throw. */
export function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** Folder for what is costly to make and the same for every clone; nothing in it is the user's own. */
export function cacheFolder() {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-offblocks');
}

/** Folder for the demo's own data: n8n's database, the sandbox's, the login. */
export function demoFolder() {
	const data = process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
	return join(data, 'n8n-nodes-offblocks', 'demo');
}
