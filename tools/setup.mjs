// Makes ready what is missing, on bare Node 20 and without any dependency. Run alone, it makes all of it ready;
// `node tools/setup.mjs project` what needs no n8n, `node tools/setup.mjs n8n` that.
import { pathToFileURL } from 'node:url';
import { exitWith } from './setup/error.mjs';
import { ensureN8n } from './setup/n8n.mjs';
import { ensureNode24 } from './setup/node.mjs';
import { elapsed, say } from './setup/progress.mjs';
import { ensureProject, ensureSandbox } from './setup/project.mjs';

export { ensureN8n, ensureNode24, ensureProject, ensureSandbox };

/** Everything, in the order in which a failure is cheapest: `{ root, sandbox, main, n8n, folder, node, binDir }`. */
export async function ensureAll() {
	return {
		...(await ensureProject()),
		...(await ensureSandbox()),
		...(await ensureN8n()),
	};
}

/** What needs no n8n: `{ root, sandbox, main, node, binDir }`. */
export async function ensureWithoutN8n() {
	return {
		...(await ensureProject()),
		...(await ensureSandbox()),
		...(await ensureNode24()),
	};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const start = Date.now();
	const [what, ensure] = {
		project: ['The project', ensureWithoutN8n],
		n8n: ['n8n', ensureN8n],
	}[process.argv[2]] ?? ['All', ensureAll];
	ensure().then(() => say(`${what} is ready (${elapsed(start)})`), exitWith);
}
