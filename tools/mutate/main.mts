// npm run mutate [-- --count 120] [--seed 1] [--only PATH]… [--workers 2]: breaks lines one by one and looks whether a
// test notices. All mutants are built into a copy of the checkout at once, each behind a switch; a test run has one on.
// Prints the score and those that nothing noticed; .cache/mutants.json has them all. Some 25 minutes for a hundred on two busy cores.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureN8n } from '../setup/n8n.mjs';
import { root } from '../setup/places.mjs';
import { baseline, endAll, fateOf, type Fate } from './tests.mts';
import {
	chooseMutants,
	copyTree,
	loadEagerly,
	plant,
	sourcesOf,
	wire,
	type Mutant,
} from './tree.mts';

const ROOMS = [
	'nodes/OffBlocks/engine',
	'nodes/OffBlocks/api',
	'nodes/OffBlocks/signing',
	'nodes/OffBlocks/trigger',
	'credentials',
];
const WANTED = 0.95;

const { values } = parseArgs({
	options: {
		count: { type: 'string', default: '120' },
		seed: { type: 'string', default: '1' },
		workers: { type: 'string', default: '2' },
		only: { type: 'string', multiple: true, default: ROOMS },
	},
});
const { node, n8n } = await ensureN8n();
process.env.N8N_NODE = node;
process.env.N8N_BIN = n8n;

const tree = copyTree(root);
process.on('exit', () => {
	endAll();
	tree.remove();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => process.exit(130));

const mutants = chooseMutants(tree.root, sourcesOf(tree.root, values.only), {
	seed: Number(values.seed),
	count: Number(values.count),
});
plant(tree.root, mutants);
wire(tree.root);
const gulp = join(tree.root, 'node_modules', 'gulp', 'bin', 'gulp.js');
execFileSync(process.execPath, [gulp, 'bundle'], { cwd: tree.root, stdio: 'pipe' });
loadEagerly(tree.root);
console.log(`${mutants.length} mutants (seed ${values.seed}); the tests with none of them on …`);
const files = await baseline(tree.root);
console.log(`${files.length} test files`);

const fates = new Map<Mutant, Fate>();
const left = [...mutants];
const show = ({ id, file, line, how, source }: Mutant) =>
	`${id}  ${file}:${line}  ${how}: ${source.replace(/\s+/g, ' ').slice(0, 90)}`;
async function work(): Promise<void> {
	for (let mutant = left.shift(); mutant; mutant = left.shift()) {
		const fate = await fateOf(tree.root, mutant.id, files);
		fates.set(mutant, fate);
		console.log(
			`${String(fates.size).padStart(4)}/${mutants.length}  ${fate.padEnd(9)}  ${show(mutant)}`,
		);
	}
}
await Promise.all(Array.from({ length: Number(values.workers) }, work));

const alive = mutants.filter((mutant) => /survived|not met/.test(fates.get(mutant)!));
const score = (mutants.length - alive.length) / mutants.length;
mkdirSync(join(root, '.cache'), { recursive: true });
const all = mutants.map((mutant) => ({ ...mutant, fate: fates.get(mutant) }));
writeFileSync(join(root, '.cache', 'mutants.json'), JSON.stringify({ score, all }, null, '\t'));
if (alive.length) console.log('\nNothing noticed:');
for (const mutant of alive) console.log(`  ${fates.get(mutant)}  ${show(mutant)}`);
console.log(
	`\n${mutants.length - alive.length} of ${mutants.length} noticed: ${(score * 100).toFixed(1)} % (wanted ${WANTED * 100} %)`,
);
process.exit(score >= WANTED ? 0 : 1);
