// npm run cluster: n8n in queue mode with the nodes in it, and a live table of what each process does.
import { parseArgs } from 'node:util';
import { stopAll } from '../tools/child.mts';
import { furnish } from '../demo/furnish.mts';
import { elapsed, say } from '../tools/setup/progress.mjs';
import type { DemoState } from '../demo/state.mts';
import { type Cluster, startCluster } from './cluster.mts';
import { watch } from './watch/table.mts';
import { greeting, HELP } from './words.mts';

const started = Date.now();
const { values: options } = parseArgs({
	options: {
		workers: { type: 'string', default: '2' },
		webhooks: { type: 'string', default: '2' },
		port: { type: 'string', default: '5678' },
		'own-servers': { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});
let starting: Promise<Cluster> | undefined;
let stopped: Promise<never> | undefined;

async function main(): Promise<void> {
	if (options.help) return say(HELP);
	starting = startCluster({
		workers: count('workers'),
		webhooks: count('webhooks'),
		port: Number(options.port),
		ownServers: options['own-servers'],
		onStep: (what) => {
			if (stopped) throw new Error('Stopped while starting');
			say(`Starting ${what} …`);
		},
	});
	const cluster = await starting;
	const state: DemoState = { password: cluster.login.password, workflows: {} };
	await furnish(cluster.client, cluster.sandbox.info, state);
	say(greeting(cluster, state, elapsed(started)));
	await watch(cluster, () => stopped !== undefined);
}

function count(flag: 'workers' | 'webhooks'): number {
	if (/^[1-9]\d?$/.test(options[flag])) return Number(options[flag]);
	throw new Error(`--${flag} takes a whole number from 1 to 99, not "${options[flag]}"`);
}

/** Ends this process when all is taken down; what is still starting is broken off. */
async function stop(exitCode: number): Promise<never> {
	const cluster = await Promise.race([starting, undefined]).catch(() => undefined);
	if (!cluster) await stopAll();
	await starting?.then(
		(one) => one.stop(),
		() => undefined, // it has undone what it had begun
	);
	process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!stopped) say('\nStopping the cluster …');
		stopped ??= stop(0);
	});
}
main().then(
	() => (stopped ??= stop(0)),
	(error: Error) => {
		// Stopped meanwhile: what broke off is no news.
		if (!stopped) say(`\n${error.message}`);
		stopped ??= stop(1);
	},
);
