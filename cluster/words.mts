// What the cluster says to the person in front of it.
import type { DemoState } from '../demo/state.mts';
import type { Cluster } from './cluster.mts';

export const HELP = `npm run cluster [-- OPTIONS]: n8n in queue mode on this machine, with the OffBlocks nodes and a local OffBlocks API.

  --workers N     how many workers (default 2)
  --webhooks N    how many webhook processors (default 2)
  --port N        the balancer's port, or the next free one after it (default 5678)
  --own-servers   PostgreSQL and Redis of its own, though this machine has some
  --help          this text`;

/** The text at the end of a start: where to go and how to get in. */
export function greeting(cluster: Cluster, state: DemoState, time: string): string {
	const first = state.workflows['first-card.json'];
	const events = state.workflows['card-events.json'];
	const machines = cluster.database.server ? 'its own' : "this machine's";
	return `
Ready in ${time}.

  Open      ${cluster.url}/workflow/${first}
  E-mail    ${cluster.login.email}
  Password  ${cluster.login.password}

First: log in, then click "Execute workflow" below the canvas: it runs on a worker. The card's changes come back
through the balancer and a webhook processor: ${cluster.url}/workflow/${events}/executions

  OffBlocks sandbox  ${cluster.sandbox.info.baseUrl}
  PostgreSQL         ${machines}, port ${cluster.database.address.port}, database ${cluster.database.name}
  Redis              ${cluster.queue.server ? 'its own' : "this machine's"}, port ${cluster.queue.port}, keys ${cluster.queue.prefix}*
  Logs               ${cluster.folder}/*.log

Ctrl-C stops everything and drops the database and the keys.
`;
}
