// npm run bench -- cluster: n8n in queue mode. Our nodes against n8n's own, one process of a kind against two, and
// what an event, an item or a card costs each process. Needs what `npm run cluster` needs; so it runs only when named.
import { startCluster } from '../cluster/cluster.mts';
import { sandboxCredential } from '../demo/furnish.mts';
import { say } from '../tools/setup/progress.mjs';
import { measureActions } from './cluster/actions.mts';
import { inWords } from './cluster/cost.mts';
import { measureDeliveries } from './cluster/deliveries.mts';
import { keepResults } from './results.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { startApi } from './support/startApi.mts';

const LATENCY = 50;
const LIST = 10_000;

const cluster = await startCluster({
	// A machine's own PostgreSQL and Redis have other work too: what they cost could not be told.
	ownServers: true,
	sandboxFlags: ['--speed', '20'],
	env: { EXECUTIONS_DATA_PRUNE: 'false' },
	onStep: (what) => say(`Starting ${what} …`),
});
const [api, listApi] = [await startApi({ latency: LATENCY }), await startApi({ cards: LIST })];
try {
	const credential = async (data: Record<string, unknown>) =>
		(await cluster.client.createCredential({ name: 'OffBlocks', type: 'offBlocksApi', data })).id;
	const sandbox = await credential(sandboxCredential(cluster.sandbox.info).data);
	const [bare, list] = [
		await credential(credentialFor(api.baseUrl, newPrivateKey())),
		await credential(credentialFor(listApi.baseUrl, newPrivateKey())),
	];

	console.log('Events a second, to the end of their executions; what one costs');
	const deliveries = await measureDeliveries(cluster, sandbox);
	for (const name of ['plain', 'confirmed', 'webhookNode'] as const) {
		const { perSecond, cost } = deliveries[name];
		console.log(`  ${name}: ${perSecond.toFixed(1)}/s; ${inWords(cost)}`);
	}
	const { plainToWebhookNode, twoToOneProcessor } = deliveries.ratios;
	console.log(`  trigger against n8n's Webhook node: ${plainToWebhookNode.toFixed(2)}×`);
	console.log(`  two webhook processors against one: ${twoToOneProcessor.toFixed(2)}×`);

	console.log(`Items a second, eight executions at once, ${LATENCY} ms API latency`);
	const actions = await measureActions(cluster, bare, api, { credentialId: list, cards: LIST });
	console.log(`  ours ${actions.ours.toFixed(0)}, HTTP Request ${actions.httpRequest.toFixed(0)}`);
	for (const [name, figure] of Object.entries(actions.ratios)) {
		console.log(`  ${name}: ${figure.toFixed(2)}×`);
	}
	console.log('What an item costs; of lists and audits, a card');
	for (const [name, cost] of Object.entries(actions.costs)) {
		console.log(`  ${name}: ${inWords(cost)}`);
	}
	keepResults('cluster', { deliveries, actions });
} finally {
	await Promise.all([api.child.stop(), listApi.child.stop(), cluster.stop()]);
}
