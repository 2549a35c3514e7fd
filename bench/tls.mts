// Over TLS, as in life: n8n makes a new connection, with a full handshake, for each request; a script keeps its own.
// 1,000 Get in a real n8n against that script and against n8n's HTTP Request node, at no distance and at 30 ms there
// and back. And what a connection costs its client.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startN8n } from '../test/support/n8n.mts';
import { WITHOUT_EDITOR } from '../tools/n8n-environment.mts';
import { keepResults } from './results.mts';
import { enter, type Measured, runWithItems } from './support/bigWorkflow.mts';
import type { Connections } from './support/connections.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { getCard, httpRequest } from './support/measuredNodes.mts';
import { inRounds, median, ratio, report, spread, timed } from './support/rounds.mts';
import { sendAll } from './support/script.mts';
import { sized } from './support/size.mts';
import { scratch } from './support/source.mts';
import { startApi } from './support/startApi.mts';

const ROUNDS = sized(5, 1);
const ITEMS = sized(1_000, 10);
/** Milliseconds there and back, and those that the API takes: together what it takes elsewhere, 50 ms. */
const PLACES = sized(
	[
		{ roundTrip: 0, latency: 50 },
		{ roundTrip: 30, latency: 20 },
	],
	[{ roundTrip: 30, latency: 20 }],
);
const AT_A_TIME = sized([20, 50], [20]);

const ids = Array.from({ length: ITEMS }, () => randomUUID());
const gets = ids.map((card) => ({ method: 'GET' as const, path: `/cards/${card}` }));
/** A root that clients are told to trust, an authority below it, a server for localhost, all on P-256. */
const tls = join(import.meta.dirname, '..', 'test', 'fixtures', 'tls', 'localhost');
const root = join(tls, 'root.pem');
const trusting = { NODE_EXTRA_CA_CERTS: root };
setDefaultCACertificates([...getCACertificates('default'), readFileSync(root, 'utf8')]);

async function connections(): Promise<Connections> {
	const api = await startApi({ tls });
	try {
		const program = join(import.meta.dirname, 'support', 'connections.mts');
		const env = { ...process.env, ...trusting };
		const flags = ['--disable-warning=ExperimentalWarning', program, api.baseUrl];
		return JSON.parse(execFileSync(process.execPath, flags, { env }).toString()) as Connections;
	} finally {
		await api.child.stop();
	}
}

const userFolder = scratch();
const n8n = await startN8n({ userFolder, env: { ...WITHOUT_EDITOR, ...trusting } });
try {
	const cost = await connections();
	console.log('A request over TLS, milliseconds of the client’s thread');
	console.table([cost]);
	const client = await enter(n8n.url);
	const table = [];
	for (const place of PLACES) {
		const api = await startApi({ ...place, tls });
		const data = credentialFor(api.baseUrl, newPrivateKey());
		const named = { name: 'OffBlocks', type: 'offBlocksApi', data };
		const { id } = await client.createCredential(named);
		const run = async (node: Measured) => (await runWithItems(client, id, node, ids)).ms;
		for (const concurrency of AT_A_TIME) {
			const figures = await inRounds(ROUNDS, {
				get: () => run(getCard({ concurrency })),
				script: () => timed(() => sendAll(data, gets, concurrency)),
				httpRequest: () => run(httpRequest(api.baseUrl)),
			});
			const share = ratio(figures.get, figures.script);
			const where = `Get, ${place.roundTrip} ms away, ${concurrency} at a time`;
			report(where, 'the time of the script', share, 'told, not held');
			table.push({
				roundTrip: place.roundTrip,
				concurrency,
				ms: Math.round(median(figures.get)),
				script: Math.round(median(figures.script)),
				'of the script': share,
				spread: spread(figures.get, figures.script),
				'HTTP Request': Math.round(median(figures.httpRequest)),
				'as fast as it': ratio(figures.httpRequest, figures.get),
			});
		}
		await api.child.stop();
	}
	console.log(`${ITEMS} Get over TLS`);
	console.table(table);
	keepResults('tls', { cost, table });
} finally {
	await n8n.stop();
	rmSync(userFolder, { recursive: true, force: true });
}
