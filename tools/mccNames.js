// Of the table in merchant-category-codes only what is shown of a code: its number and its short name, a line each.
// As text, 33 kB of 160, so that loading the package parses nothing. For the build and for the tests alike.
const { readFile } = require('node:fs/promises');

const TABLE = /[\\/]merchant-category-codes[\\/]with_groups[\\/]mcc-en\.json$/;

/** @param json text of the package's file */
function reduced(json) {
	const rows = JSON.parse(json);
	return rows.map(({ mcc, shortDescription }) => `${mcc} ${shortDescription.trim()}`).join('\n');
}

/** For esbuild. */
const mccNames = {
	name: 'mcc-names',
	setup({ onLoad }) {
		onLoad({ filter: TABLE }, async ({ path }) => ({
			contents: reduced(await readFile(path, 'utf8')),
			loader: 'text',
		}));
	},
};

/** For jest, which wants JSON for a file of that kind. */
const process = (json) => ({ code: JSON.stringify(reduced(json)) });

module.exports = { mccNames, process };
