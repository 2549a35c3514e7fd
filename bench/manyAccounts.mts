// The payments of 10,000 cards in a real n8n, read account by account from an API that takes 50 ms, 20 at a time: added
// up by Get Spending and checked by Audit Payments, against a script by hand that only reads them.
import { rmSync } from 'node:fs';
import axios from 'axios';
import { startN8n } from '../test/support/n8n.mts';
import { WITHOUT_EDITOR } from '../tools/n8n-environment.mts';
import { keepResults } from './results.mts';
import { enterWith, runWithItems } from './support/bigWorkflow.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { ours } from './support/measuredNodes.mts';
import { inRounds, ratio, report, timed } from './support/rounds.mts';
import { sendAll } from './support/script.mts';
import { sized } from './support/size.mts';
import { scratch } from './support/source.mts';
import { startApi } from './support/startApi.mts';

const LATENCY = 50;
const CONCURRENCY = 20;
const ROUNDS = sized(3, 1);
const CARDS = sized(10_000, 30);

const userFolder = scratch();
const api = await startApi({ latency: LATENCY, paying: CARDS });
const credential = credentialFor(api.baseUrl, newPrivateKey());
const n8n = await startN8n({ userFolder, env: WITHOUT_EDITOR });

try {
	const { client, id } = await enterWith(n8n.url, credential);
	const { data: accounts } = await axios.get<{ id: string }[]>(`${api.baseUrl}/accounts`);
	const calls = accounts.map((account) => ({
		method: 'GET' as const,
		path: `/accounts/${account.id}/transactions`,
	}));
	const read = async () => (await sendAll(credential, calls, CONCURRENCY)) as unknown[][];
	const payments = (await read()).reduce((sum, some) => sum + some.length, 0);
	const node = async (operation: string, parameters: object) => {
		const options = { concurrency: CONCURRENCY };
		const scope = { resource: 'transaction', scope: 'programme', outputs: 'summary', options };
		const measured = ours(operation, { ...scope, ...parameters });
		const { ms, output } = await runWithItems(client, id, measured, ['once']);
		if (output[0].transactions !== payments)
			throw new Error(`${operation} read ${String(output[0].transactions)} of ${payments}`);
		return ms;
	};

	console.log(`${payments} payments of ${CARDS} cards on ${accounts.length} accounts`);
	const figures = await inRounds(ROUNDS, {
		spending: () => node('spending', { groupBy: 'card', period: 'all' }),
		audit: () => node('audit', { lookBack: 90 }),
		script: async () => await timed(read),
	});
	const rows = {
		spending: ratio(figures.spending, figures.script),
		audit: ratio(figures.audit, figures.script),
	};
	report('Get Spending', 'the time of the script', rows.spending, '≤ 1.3×');
	report('Audit Payments', 'the time of the script', rows.audit, '≤ 1.3×');
	keepResults('manyAccounts', { rows, figures });
} finally {
	await n8n.stop();
	await api.child.stop();
	rmSync(userFolder, { recursive: true, force: true });
}
