// npm test [-- SUITES JEST-OPTIONS]: makes ready what is missing, builds, then runs jest on the Node that n8n needs.
// `npm test -- unit`, `npm test -- integration -t "token"`, `npm test -- browser`; without a suite these and e2e.
// Everyday runs do a part of what is large or slow; TESTS_FULL=1 (npm run test:full) all of it.
// `npm test -- cluster` needs PostgreSQL, Redis and HAProxy, and must be asked for.
import { ensureBuilt } from '../tools/setup/build.mjs';
import { CHROMIUM_HINT, ensureChromium } from '../tools/setup/chromium.mjs';
import { exitWith, SetupError } from '../tools/setup/error.mjs';
import { say } from '../tools/setup/progress.mjs';
import { ensureAll, ensureWithoutN8n } from '../tools/setup.mjs';
import { runInCi } from './ci.mjs';
import { jestOn } from './support/jest.mjs';
import { leftToOtherDays } from './support/turns.mjs';

const SUITES = ['unit', 'sandbox', 'integration', 'e2e', 'browser'];
const ON_DEMAND = ['cluster'];
const WITHOUT_N8N = ['unit', 'sandbox'];

async function main(args) {
	const { named, others } = split(args);
	const wanted = named.length > 0 ? named : SUITES;
	const needsN8n = wanted.some((suite) => !WITHOUT_N8N.includes(suite));
	const { node, n8n } = await (needsN8n ? ensureAll() : ensureWithoutN8n());
	const leaveOutBrowser = await lacksBrowser(named);
	await ensureBuilt();
	sayVolume();
	const run = jestOn({ node, n8n: { n8n, node } });
	const suites = leaveOutBrowser ? wanted.filter((suite) => suite !== 'browser') : wanted;
	// One cluster at a time.
	const inBand = suites.includes('cluster') ? ['--runInBand'] : [];
	// Last, because it takes every word after it.
	const given = [...inBand, ...withoutOtherDays(others), '--selectProjects', ...suites];
	const code = await (process.env.CI ? runInCi(run, given, suites.join('-')) : run(given));
	if (leaveOutBrowser) sayLeftOut();
	return code;
}

/** Suites are named first; all else is jest's. */
function split(args) {
	const known = [...SUITES, ...ON_DEMAND];
	const firstOther = args.findIndex((argument) => !known.includes(argument));
	const named = firstOther === -1 ? args : args.slice(0, firstOther);
	return { named, others: args.slice(named.length) };
}

/**
 * Whether the browser tests must be left out: where no browser is to be had.
 *
 * @throws {SetupError} where somebody counts on them: they were asked for, or this is a CI
 */
async function lacksBrowser(named) {
	const wanted = named.length === 0 || named.includes('browser');
	if (!wanted || (await ensureChromium())) return false;
	if (process.env.CI || named.length > 0) {
		throw new SetupError('The browser tests need Chromium, and there is none.', CHROMIUM_HINT);
	}
	sayLeftOut();
	return true;
}

/** So that a run in which something failed can be had again. */
function sayVolume() {
	if (process.env.TESTS_FULL === '1') return say('All of the large and the slow tests.');
	process.env.TESTS_ROTATION ??= String(Math.floor(Date.now() / 86_400_000));
	const { TESTS_ROTATION } = process.env;
	say(
		`Of the large and the slow tests a part, another one each day: TESTS_ROTATION=${TESTS_ROTATION}.`,
	);
}

/** The options of jest, and in a CI that asks for no files of its own which it leaves to other days. */
function withoutOtherDays(options) {
	if (!process.env.CI || process.env.TESTS_FULL === '1' || options.length > 0) return options;
	const files = leftToOtherDays(Number(process.env.TESTS_ROTATION));
	say(`Left to other days, and to \`npm test\`: ${files.join(', ')}.`);
	return [`--testPathIgnorePatterns=/node_modules/|/(${files.join('|')})\\.test\\.mts$`];
}

/** Before the tests, and once more after them, where it is not scrolled away. */
function sayLeftOut() {
	say(`\n!! The browser tests are LEFT OUT: there is no Chromium. To run them, ${CHROMIUM_HINT}\n`);
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
