// How long n8n takes to load the package: both nodes and the credential, against n8n's own Stripe node, its
// trigger and its credential. Each in a fresh process, which has loaded n8n-workflow as n8n has.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { ensureN8n } from '../tools/setup/n8n.mjs';
import { keepResults } from './results.mts';
import { inRounds, ratio, report } from './support/rounds.mts';
import { sized } from './support/size.mts';

const ROUNDS = sized(25, 1);
const root = join(import.meta.dirname, '..');
const bin = process.env.N8N_BIN ?? (await ensureN8n()).n8n;
const base = dirname(createRequire(bin).resolve('n8n-nodes-base/package.json'));

const OURS = [
	'dist/nodes/OffBlocks/OffBlocks.node.js',
	'dist/nodes/OffBlocks/OffBlocksTrigger.node.js',
	'dist/credentials/OffBlocksApi.credentials.js',
].map((file) => join(root, file));
const STRIPE = [
	'dist/nodes/Stripe/Stripe.node.js',
	'dist/nodes/Stripe/StripeTrigger.node.js',
	'dist/credentials/StripeApi.credentials.js',
].map((file) => join(base, file));

/** Requires the files and makes each class once, as n8n's loader does; prints the milliseconds. */
const PROGRAM = `
const { createRequire } = require('node:module');
const files = JSON.parse(process.argv[1]);
const requires = files.map((file) => createRequire(file));
requires.forEach((load) => load('n8n-workflow'));
const start = performance.now();
files.forEach((file, i) => { for (const Class of Object.values(requires[i](file))) if (typeof Class === 'function') new Class(); });
console.log(performance.now() - start);
`;

function load(files: string[]): number {
	return Number(execFileSync(process.execPath, ['-e', PROGRAM, JSON.stringify(files)]).toString());
}

console.log('Load the package in n8n');
const figures = await inRounds(ROUNDS, { ours: () => load(OURS), stripe: () => load(STRIPE) });
const share = ratio(figures.ours, figures.stripe);
report('both nodes and the credential', "n8n's Stripe nodes", share, '≤ 1×');
keepResults('load', { ratio: share });
