// The notices of what a bundle holds of other packages: their licences (MIT and like) ask for it.
const { readdir, readFile } = require('node:fs/promises');
const { join } = require('node:path');

const HEAD =
	'n8n-nodes-offblocks is under the licence in its file LICENSE. dist/ also holds code or data of these packages, which come with licences of their own.';

/**
 * @param metafile esbuild's, with paths relative to the working directory
 * @param head what stands before them
 * @param textless packages that ship no licence text: named with their licence alone
 * @returns the text of all notices, by package name
 * @throws where a package ships no licence text
 */
async function notices(metafile, head = HEAD, textless = []) {
	const folders = [...new Set(usedFiles(metafile).map(packageFolder).filter(Boolean))];
	const texts = await Promise.all(folders.sort().map((folder) => notice(folder, textless)));
	return `${[head, ...texts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Input files of which something is in an output. */
function usedFiles({ outputs }) {
	const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
	return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
}

/** "node_modules/uuid" or "node_modules/@a/b" of a file below it; none for a file of our own. */
function packageFolder(file) {
	return file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

async function notice(folder, textless) {
	const { name, version, license } = JSON.parse(
		await readFile(join(folder, 'package.json'), 'utf8'),
	);
	const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
	if (!file && textless.includes(name)) return `${name} ${version} (${license})`;
	if (!file) throw new Error(`${name} is bundled, and ships no licence text to go along`);
	const text = (await readFile(join(folder, file), 'utf8')).trim();
	return `${name} ${version} (${license})\n\n${text}`;
}

module.exports = { notices };
