// docs/operations.md shows for every operation what goes in and what comes out: each example is run, in the
// order of the page, and what comes out must be what the page shows.
// To write the outputs anew: UPDATE_EXAMPLES=1 npm test -- integration --testPathPatterns integration/docs/operations
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { dist, operationsOf } from '../../support/dist.mts';
import { runNode, type RunOptions, type RunResult } from '../../support/engine.mts';
import { Examples } from '../../support/examples.mts';
import { Life, WALLET_SIGNATURE } from '../../support/life.mts';
import { byId, startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import type { ProcessedItems } from '../../support/processedItems.mts';
import { expectNoSecrets } from '../../support/secrets.mts';

const examples = new Examples('operations.md');
let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(async () => {
	await api.sandbox.stop();
	expectNoSecrets();
});

const jsonOf = (items: INodeExecutionData[] = []) => items.map(({ json }) => json);

async function run(name: string, more: Partial<RunOptions> = {}): Promise<RunResult> {
	const parameters = examples.read(name, 'in') as INodeParameters;
	return await runNode(parameters, { credentials: api.credentials(), ...more });
}

/** Gives the cards of an account an expiry that no test will see: a summary counts the expired ones. */
async function renew(accountId: string): Promise<void> {
	const expirationDate = `12/${new Date().getFullYear() + 2}`;
	for (const card of await api.cardsOf(accountId)) await api.newCard({ ...card, expirationDate });
}

/** Freezes one card of account 6 between two looks. */
async function changesOf(more: Partial<RunOptions> = {}): Promise<RunResult> {
	const processed: ProcessedItems = new Map();
	const first = await run('getChanges', { mode: 'trigger', processed });
	const { staticData } = first;
	const cardId = 'd0000000-0000-4000-8000-000000000602';
	const [card] = (await api.cardsOf('a0000000-0000-4000-8000-000000000006')).filter(
		({ id }) => id === cardId,
	);
	await api.newCard({ ...card, status: card.status === 'active' ? 'inactive' : 'active' });
	return await run('getChanges', { mode: 'trigger', staticData, processed, ...more });
}

/** An example in whose output is what other examples change. */
async function inFreshSandbox(name: string): Promise<RunResult> {
	const fresh = await startOffBlocks();
	const result = await run(name, { credentials: fresh.credentials() });
	await fresh.sandbox.stop();
	return result;
}

/** Examples that take more than running the node once. */
const ways: Record<string, () => Promise<RunResult>> = {
	accountAudit: () => inFreshSandbox('accountAudit'),
	transactionAudit: () => inFreshSandbox('transactionAudit'),
	async audit() {
		await renew('a0000000-0000-4000-8000-000000000008');
		await renew('a0000000-0000-4000-8000-000000000009');
		return await run('audit');
	},
	getChanges: () => changesOf(),
	removeRepeated: () =>
		run('removeRepeated', {
			items: ['b3f1', 'c7d2', 'b3f1'].map((eventId) => ({ eventId })),
			mode: 'trigger',
		}),
	failedItem: () => run('failedItem', { node: { onError: 'continueRegularOutput' } }),
};

const life = () => new Life(api);
/** Runs an example with what its expressions name. */
const withJson = async (name: string, json: object) => await run(name, { items: [{ ...json }] });
const ownerOf = async (accountId: string) => ({
	customerId: (await life().one('account/get', { accountId: byId(accountId) })).customerId,
});
const newAccount = async () => {
	const customerId = await life().activeCustomer();
	return await life().one('account/create', { customerId: byId(customerId), currencies: 'EUR' });
};
const signed = ({ challenge }: IDataObject) => ({
	ownerId: `eip155:300:0x${'ab'.repeat(20)}`,
	challenge,
	signature: WALLET_SIGNATURE,
});
const inactiveOwner = async () => {
	const owner = await ownerOf(await life().account());
	await life().one('customer/deactivate', { customerId: byId(String(owner.customerId)) });
	return owner;
};
const webhook = async () => ({
	webhookId: await life().webhook('http://127.0.0.1:9/webhook/7f8a1f6e/webhook?token=secret'),
});

/** What the expressions of an example name. */
const scenes: Record<string, () => Promise<object>> = {
	accountActivate: async () => ({ accountId: await life().account('inactive') }),
	accountClose: async () => ({ accountId: await life().account() }),
	accountCreate: async () => ({ customerId: await life().activeCustomer() }),
	accountDeactivate: async () => ({ accountId: await life().account() }),
	accountGet: async () => ({ accountId: await life().account() }),
	accountGetChallenge: async () => ({ accountId: (await newAccount()).id }),
	accountGetAllByCustomer: async () => await ownerOf(await life().account()),
	accountSubmitChallengeSignature: async () => {
		const made = await newAccount();
		return { accountId: made.id, ...signed(made) };
	},
	authorisationGet: async () => ({ authorisationId: await life().pendingAuthorisation() }),
	customerActivate: inactiveOwner,
	customerDeactivate: async () => await ownerOf(await life().account()),
	customerGet: async () => ({ customerId: await life().activeCustomer() }),
	customerGetChallenge: async () => ({ customerId: (await life().newCustomer()).id }),
	customerSubmitChallengeSignature: async () => {
		const made = await life().newCustomer();
		return { customerId: made.id, ...signed(made) };
	},
	signingKeyRemove: async () => {
		const oldKeyId = '123e4567-e89b-42d3-a456-426614174000';
		await life().run(
			'signingKey/register',
			{},
			{ credentials: api.credentials({ keyId: oldKeyId }) },
		);
		return { oldKeyId };
	},
	simulatorAuthorise: async () => ({ cardId: await api.newCard() }),
	simulatorCapture: async () => ({ authorisationId: await life().pendingAuthorisation() }),
	simulatorFailCard: async () => ({ cardId: await life().issuingCard() }),
	simulatorIssueCard: async () => ({ cardId: await life().issuingCard() }),
	simulatorRejectCustomer: async () => ({ customerId: await life().verifyingCustomer() }),
	simulatorRelease: async () => ({ authorisationId: await life().pendingAuthorisation() }),
	simulatorVerifyCustomer: async () => ({ customerId: await life().verifyingCustomer() }),
	webhookDelete: webhook,
	webhookGet: webhook,
};

it.each(examples.names.filter((name) => name !== 'confirmChanges'))(
	'%s: what the page shows is what comes out',
	async (name) => {
		const { outputs, error } = await (ways[name]?.() ??
			(name in scenes ? withJson(name, await scenes[name]()) : run(name)));
		expect(error).toBeUndefined();
		examples.check(name, 'out', jsonOf(outputs[0]));
		if (outputs.length > 1) examples.check(name, 'summary', jsonOf(outputs[1]));
	},
);

it('confirmChanges: hands on what it is given', async () => {
	const parameters = examples.read('confirmChanges', 'in') as INodeParameters;
	const { run: execution, outputs } = await changesOf({ after: { type: 'offBlocks', parameters } });
	const [task] = execution.data.resultData.runData.After;
	expect(outputs[0]).toHaveLength(1);
	expect(jsonOf(task.data?.main[0] ?? [])).toEqual(jsonOf(outputs[0]));
});

it('there is an example for every operation', () => {
	const shown = examples.names.map((name) => {
		const { resource = 'card', operation } = examples.read(name, 'in') as INodeParameters;
		return `${String(resource)}/${String(operation)}`;
	});
	const operations = operationsOf(new dist.OffBlocks());
	expect(operations.filter((operation) => !shown.includes(operation))).toEqual([]);
});
