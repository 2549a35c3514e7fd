// 1,000 items in a real n8n, 50 ms API latency: ours against a script by hand, n8n's HTTP Request node with
// the same credential, and one item after another. Then how it grows with the number of items.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { startN8n } from '../test/support/n8n.mts';
import { WITHOUT_EDITOR } from '../tools/n8n-environment.mts';
import { keepResults } from './results.mts';
import { enterWith, type Measured, runWithItems } from './support/bigWorkflow.mts';
import { growthOverItems } from './support/growth.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { ADDRESS, createCard, getCard, httpRequest } from './support/measuredNodes.mts';
import { inRounds, median, ratio, report, timed } from './support/rounds.mts';
import { sendAll } from './support/script.mts';
import { sized } from './support/size.mts';
import { scratch } from './support/source.mts';
import { startApi } from './support/startApi.mts';

const LATENCY = 50;
const CONCURRENCY = 20;
const ROUNDS = sized(3, 1);
const ITEMS = sized(1_000, 10);
const ids = Array.from({ length: ITEMS }, () => randomUUID());

const userFolder = scratch();
const api = await startApi({ latency: LATENCY });
const credential = credentialFor(api.baseUrl, newPrivateKey());
const n8n = await startN8n({ userFolder, env: WITHOUT_EDITOR });

try {
	const { client, id } = await enterWith(n8n.url, credential);
	const run = async (measured: Measured, some = ids) =>
		await runWithItems(client, id, measured, some);
	const gets = ids.map((card) => ({ method: 'GET' as const, path: `/cards/${card}` }));
	const creates = ids.map((account) => ({
		method: 'POST' as const,
		path: `/accounts/${account}/cards`,
		body: { type: 'virtual', billingAddress: ADDRESS },
	}));
	const inOrder = ({ output }: { output: Record<string, unknown>[] }, field = 'id') => {
		if (output.length !== ids.length || output.some((card, i) => card[field] !== ids[i]))
			throw new Error('The output is not paired with the input');
	};

	console.log(`${ITEMS} items, ${LATENCY} ms API latency, ${CONCURRENCY} at a time`);
	const figures = await inRounds(ROUNDS, {
		get: async () => {
			const ran = await run(getCard({ concurrency: CONCURRENCY }));
			inOrder(ran);
			return ran.ms;
		},
		getScript: async () => await timed(() => sendAll(credential, gets, CONCURRENCY)),
		getHttpRequest: async () => (await run(httpRequest(api.baseUrl))).ms,
		create: async () => {
			const ran = await run(createCard({ concurrency: CONCURRENCY }));
			inOrder(ran, 'accountId');
			return ran.ms;
		},
		createScript: async () => await timed(() => sendAll(credential, creates, CONCURRENCY)),
	});
	const serial = (await run(getCard({ concurrency: 1 }))).ms;
	const rows = {
		get: ratio(figures.get, figures.getScript),
		create: ratio(figures.create, figures.createScript),
		httpRequest: ratio(figures.getHttpRequest, figures.get),
		serial: serial / median(figures.get),
	};
	report('Get', 'the time of the script', rows.get, '≤ 1.25×');
	report('Create', 'the time of the script', rows.create, '≤ 1.25×');
	report('Get', 'as fast as the HTTP Request node', rows.httpRequest, '≥ 1×');
	report('Get', 'as fast as one after another', rows.serial, '≥ 10×');
	const growth = await growthOverItems(n8n.pid, async (count, concurrency) => {
		const some = Array.from({ length: count }, () => randomUUID());
		return (await run(getCard({ concurrency }), some)).ms;
	});
	keepResults('manyItems', { rows, figures: { ...figures, serial }, growth });
} finally {
	await n8n.stop();
	await api.child.stop();
	rmSync(userFolder, { recursive: true, force: true });
}
