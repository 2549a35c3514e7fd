// The planted payments in between many that are in order, read over HTTP, one list per account: all found, none besides.
// Everyday runs read hundreds of accounts, full ones 33,000 with 100,000 cards and a million payments. A server of its own
// gives them: a sandbox would have to store them first.
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { watchedPayments, WATCHED_RULES } from '../../sandbox/seed/watched.mts';
import { TestCredentials } from '../support/credentials.mts';
import { runNode } from '../support/engine.mts';
import { full, volume } from '../support/volume.mts';
import { aboutOf } from '../support/watched.mts';

/** What the API answers by path, and what is to be found. */
function programme(ordinary: number) {
	const answers = new Map<string, Buffer>();
	const expected: string[] = [];
	const holdIds: string[] = [];
	const accounts: string[] = [];
	const cards: string[] = [];
	let payments = 0;
	const keep = (path: string, value: unknown) =>
		answers.set(path, gzipSync(JSON.stringify(value), { level: 1 }));
	const people = { ordinary, cardsEach: 3, paymentsEach: 10 };
	for (const person of watchedPayments(Date.now(), people)) {
		for (const account of person.accounts) {
			accounts.push(JSON.stringify(account));
			const mine = person.transactions.filter(({ accountId }) => accountId === account.id);
			payments += mine.length;
			keep(`/v1/accounts/${account.id}/transactions`, mine);
		}
		for (const card of person.cards) cards.push(JSON.stringify(card));
		for (const hold of person.authorisations) keep(`/v1/authorisations/${hold.id}`, hold);
		expected.push(...person.expected.map(({ rule, id }) => `${rule} ${id}`));
		holdIds.push(...person.holdIds);
	}
	const lists = new Map([
		['/v1/accounts', accounts],
		['/v1/cards', cards],
	]);
	return { answers, lists, expected, holdIds, payments, cards: cards.length };
}

it(
	'finds what is planted and nothing besides, whatever its size',
	async () => {
		const { answers, lists, expected, holdIds, payments, cards } = programme(volume(300, 33_400));
		const paths: string[] = [];
		const server = createServer((request, response) => {
			request.resume();
			answer(response, String(request.url));
		});
		const answer = (response: ServerResponse, path: string) => {
			paths.push(path);
			response.setHeader('content-type', 'application/json');
			const list = lists.get(path);
			if (list) {
				response.write('[');
				for (const [at, one] of list.entries()) response.write(at ? `,${one}` : one);
				response.end(']');
				return;
			}
			const body = answers.get(path);
			response.statusCode = body ? 200 : 404;
			response.end(body ? gunzipSync(body) : '{}');
		};
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
		const credentials = new TestCredentials({
			environment: 'custom',
			baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
			authentication: 'accessToken',
			accessToken: 'scale.token.of-usual-length'.padEnd(300, 'x'),
			keyId: 'scale',
			privateKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
		});
		const { outputs, error } = await runNode(
			{
				resource: 'transaction',
				operation: 'audit',
				rules: WATCHED_RULES,
				authorisationIds: holdIds.join(', '),
				options: { concurrency: 20 },
			} as never,
			{ credentials },
		);
		server.closeAllConnections();
		server.close();
		expect(error).toBeUndefined();
		const [found, [{ json: summary }]] = outputs;
		expect(found.map(({ json }) => aboutOf(json as never)).sort()).toEqual(expected.sort());
		expect(summary).toMatchObject({ cards, transactions: payments });
		expect(paths.filter((path) => path.endsWith('/transactions'))).toHaveLength(
			lists.get('/v1/accounts')!.length,
		);
		if (full) {
			expect(cards).toBeGreaterThan(100_000);
			expect(payments).toBeGreaterThan(1_000_000);
		}
	},
	volume(60_000, 900_000),
);
