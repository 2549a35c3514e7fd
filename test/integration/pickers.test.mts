// The lists of the resource locators, in the context that n8n gives the editor.
import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { dist } from '../support/dist.mts';
import { nodeTypes } from '../support/engine.mts';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import type { TestCredentials } from '../support/credentials.mts';
import { expectNoSecrets, watchOutput, watchSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

type Search = 'searchCards' | 'searchAccounts';

async function search(
	method: Search,
	parameters: INodeParameters,
	filter?: string,
	token?: string,
	credentials: TestCredentials = api.credentials(),
): Promise<INodeListSearchResult> {
	const node: INode = {
		id: 'node',
		name: 'Node',
		type: 'offBlocks',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { offBlocksApi: { id: '1', name: 'OffBlocks' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = { credentialsHelper: credentials, currentNodeParameters: parameters };
	const context = new LoadOptionsContext(
		workflow,
		node,
		additionalData as unknown as IWorkflowExecuteAdditionalData,
		'',
	);
	const { listSearch } = new dist.OffBlocks().methods!;
	const listed = listSearch![method].call(context, filter, token);
	watchOutput(await listed.catch((error: unknown) => error));
	watchSecrets(credentials.stored);
	return await listed;
}

const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);

describe('cards', () => {
	const parameters = { resource: 'card', operation: 'deactivate' };

	it('come with name and number, those that can be deactivated first', async () => {
		const id = await api.newCard({ name: 'Aaron Aardvark', maskedPan: '453211******2775' });
		const { results } = await search('searchCards', parameters);
		expect(results[0]).toEqual({
			name: expect.stringMatching(/^Aaron Aardvark · \w+ ••••2775$/),
			value: id,
		});
		const { data } = await api.sandbox.admin.get('/cards');
		const statuses = new Map((data as IDataObject[]).map(({ id, status }) => [id, status]));
		const shown = results.map(({ name, value }) => statuses.get(String(value)) ?? name);
		const heading = shown.indexOf('── Cannot be deactivated now ──');
		expect(new Set(shown.slice(0, heading))).toEqual(new Set(['active']));
		expect(shown.slice(heading + 1)).not.toContain('active');
		expect(shown.length).toBe(data.length + 1);
	});

	it('are searched by name', async () => {
		const result = await search('searchCards', parameters, 'aardvark AARON');
		expect(names(result)).toEqual([expect.stringContaining('Aaron Aardvark')]);
	});

	it('are those of the account chosen', async () => {
		const accountId = await api.newAccount();
		const id = await api.newCard({ accountId });
		const ofOne = { ...parameters, accountId: byId(accountId) };
		expect((await search('searchCards', ofOne)).results.map(({ value }) => value)).toEqual([id]);
	});

	describe('of a programme of 20,000', () => {
		beforeAll(async () => {
			await api.sandbox.admin.post('/seed', { cards: 20_000 });
		});

		it('come in pages, each card once, and one reading of the list serves them all', async () => {
			await api.forgetCalls();
			const seen = new Set<unknown>();
			let token: string | undefined;
			do {
				const page = await search('searchCards', parameters, undefined, token);
				// One of them has the heading, too.
				expect(page.results.length).toBeLessThanOrEqual(101);
				for (const { value } of page.results) if (value !== false) seen.add(value);
				token = page.paginationToken as string | undefined;
			} while (token);
			const { data } = await api.sandbox.admin.get('/cards');
			expect(seen.size).toBe(data.length);
			// Not once for each of 200 pages; again where the machine was so slow that the list got old.
			expect((await api.calls(/\/cards$/)).length).toBeLessThan(50);
		});

		it('are searched as one types, several searches at a time', async () => {
			const id = await api.newCard({ name: 'Xenia Xanthopoulos' });
			// Opening the list reads it anew: the card is in it.
			await search('searchCards', parameters);
			await api.forgetCalls();
			const typed = ['xe', 'xenia', 'xenia xan', id.slice(0, 13)];
			const found = await Promise.all(
				typed.map((filter) => search('searchCards', parameters, filter)),
			);
			for (const { results } of found) expect(results.map(({ value }) => value)).toContain(id);
			expect(found[2].results).toHaveLength(1);
			expect((await api.calls(/\/cards$/)).length).toBeLessThan(typed.length);
		});

		it('are read anew for another credential, and none is shown to one that is refused', async () => {
			await search('searchCards', parameters);
			const credentials = api.credentials({ apiSecret: 'not-the-secret-at-all' });
			await expect(
				search('searchCards', parameters, 'xenia', undefined, credentials),
			).rejects.toThrow('refused the API key or secret');
		});
	});
});

describe('accounts', () => {
	it('come with the names on their cards, else with their customer', async () => {
		const [accountId, empty] = [await api.newAccount(), await api.newAccount()];
		await api.newCard({ accountId, name: 'Zoe Zebra' });
		const listed = async (filter: string, operation: string) =>
			(await search('searchAccounts', { resource: 'card', operation, type: 'virtual' }, filter))
				.results;
		const zoe = { name: `Zoe Zebra · …${accountId.slice(-12)}`, value: accountId };
		expect(await listed('zebra', 'getAllByAccount')).toEqual([zoe]);
		expect(await listed('zebra', 'create')).toEqual([
			{ name: '── Not active, or with a virtual card already ──', value: false },
			zoe,
		]);
		expect(await listed(empty, 'create')).toEqual([
			{
				name: expect.stringMatching(new RegExp(`^planted-.* · …${empty.slice(-12)}$`)),
				value: empty,
			},
		]);
	});
});

it('says in the editor what is wrong', async () => {
	const credentials = api.credentials({ apiSecret: 'not-the-secret-at-all' });
	const failed = search('searchCards', { operation: 'get' }, undefined, undefined, credentials);
	const error = await failed.catch((reason: Error) => reason);
	expect(error).toMatchObject({
		name: 'NodeApiError',
		message: expect.stringContaining('refused the API key or secret'),
	});
});
