// What breaks in a cluster while deliveries come: each process once, one after another.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../../cluster/cluster.mts';

/** A blow, and what it takes for the cluster to be whole again. */
export type Blow = readonly [what: string, strike: (cluster: Cluster) => Promise<void>];

/** In the order in which a bad night might bring them. */
export const BLOWS: readonly Blow[] = [
	['a worker killed', ({ workers }) => workers[0].restart('SIGKILL')],
	['a webhook processor killed', ({ webhooks }) => webhooks[0].restart('SIGKILL')],
	['main killed', ({ main }) => main.restart('SIGKILL')],
	[
		'PostgreSQL restarted',
		async (cluster) => {
			await cluster.restartPostgres();
			await revived(cluster);
		},
	],
	[
		'Redis restarted',
		async (cluster) => {
			await cluster.restartRedis();
			await revived(cluster);
		},
	],
];

/** An n8n that ends itself, for want of its database or its queue, is started again: docs/cluster.md asks for that. */
async function revived({ main, workers, webhooks }: Cluster): Promise<void> {
	const processes = [main, ...workers, ...webhooks];
	// It gives up 10 seconds after it has lost Redis.
	for (const end = Date.now() + 20_000; Date.now() < end; await sleep(500)) {
		for (const one of processes.filter(({ running }) => !running)) await one.restart();
		const ready = await Promise.all(processes.map((one) => one.isReady()));
		if (Date.now() > end - 5_000 && ready.every(Boolean)) return;
	}
}
