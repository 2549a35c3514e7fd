// Deliveries a second through a real n8n: our trigger (Confirm with API off) against n8n's own Webhook node
// with header authentication, by turns in one process. And what the handler itself costs on signed
// deliveries, against the bare crypto.verify in it. Run on Node 24; prints ratios, keeps them in results.json.
import { randomUUID } from 'node:crypto';
import { DELIVERY } from '../test/support/deliveryContext.mts';
import { startLiveTrigger, type OwnTrigger } from '../test/support/liveTrigger.mts';
import { sendAll } from '../test/support/sender.mts';
import { keepResults } from './results.mts';
import { sized } from './support/size.mts';
import { handlerRatio } from './triggerHandler.mts';

const ROUNDS = sized(7, 1);
const BATCH = sized(100, 5);
const HEADER = { name: 'x-bench-key', value: 'header-authentication' };

interface Target {
	url: string;
	headers?: Record<string, string>;
}

/** Deliveries a second of one batch. */
async function rate({ url, headers }: Target): Promise<number> {
	const bodies = Array.from({ length: BATCH }, () => ({ ...DELIVERY, eventId: randomUUID() }));
	const start = performance.now();
	const { statuses } = await sendAll(url, bodies, { headers });
	if (statuses[200] !== BATCH) throw new Error(`Not all were taken: ${JSON.stringify(statuses)}`);
	return BATCH / ((performance.now() - start) / 1000);
}

async function ownTrigger(live: OwnTrigger): Promise<Target> {
	const workflow = await live.newWorkflow({ confirmWithApi: false });
	await live.client.activate(workflow);
	const [{ callbackUrl }] = await live.untilSubscribed(1);
	return { url: callbackUrl };
}

async function webhookNode({ client, n8n }: OwnTrigger): Promise<Target> {
	const credential = { name: 'Header', type: 'httpHeaderAuth', data: HEADER };
	const { id } = await client.createCredential(credential);
	const path = randomUUID();
	const node = {
		id: randomUUID(),
		webhookId: path,
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [0, 0] as [number, number],
		parameters: { httpMethod: 'POST', path, authentication: 'headerAuth', options: {} },
		credentials: { httpHeaderAuth: { id, name: 'Header' } },
	};
	const settings = { executionOrder: 'v1' };
	const file = { name: 'Webhook', nodes: [node], connections: {}, settings };
	await client.activate(await client.createWorkflow(file));
	return { url: `${n8n.url}/webhook/${path}`, headers: { [HEADER.name]: HEADER.value } };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function throughput() {
	const live = await startLiveTrigger();
	try {
		const [ours, theirs] = [await ownTrigger(live), await webhookNode(live)];
		const rates: { ours: number; theirs: number }[] = [];
		for (let round = 0; round <= ROUNDS; round += 1) {
			// Who goes first takes turns, and the first round warms up.
			const first = round % 2 === 0;
			const one = await rate(first ? ours : theirs);
			const two = await rate(first ? theirs : ours);
			const measured = first ? { ours: one, theirs: two } : { ours: two, theirs: one };
			if (round > 0) rates.push(measured);
			console.log(
				`  ours ${measured.ours.toFixed(1)}/s, Webhook node ${measured.theirs.toFixed(1)}/s`,
			);
		}
		return {
			ours: median(rates.map((rate) => rate.ours)),
			theirs: median(rates.map((rate) => rate.theirs)),
			ratio: median(rates.map((rate) => rate.ours / rate.theirs)),
		};
	} finally {
		await live.stop();
	}
}

console.log('Handler on signed deliveries');
const handler = await handlerRatio();
console.log(
	`  ${handler.ours.toFixed(0)} µs, crypto.verify alone ${handler.theirs.toFixed(0)} µs: ${handler.ratio.toFixed(2)}× (target ≤ 1.1×)`,
);
console.log('Deliveries a second through a real n8n');
const deliveries = await throughput();
console.log(`Ratio, the median of ${ROUNDS}: ${deliveries.ratio.toFixed(2)}× (target ≥ 0.9×)`);
keepResults('trigger', { handler, deliveries });
