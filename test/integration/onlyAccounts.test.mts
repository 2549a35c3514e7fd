// A tool that a person keeps to certain accounts: every operation that the node offers, aimed at what is outside and
// at what is inside. What was touched is judged by the sandbox, what was told by everything that it has outside.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { aimed, offered } from '../support/everyOperation.mts';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { SigningClient } from '../support/client.mts';
import type { ProcessedItems } from '../support/processedItems.mts';
import { TOOL, tool } from '../support/offBlocksTool.mts';

type Entity = IDataObject & { id: string };
type World = Record<
	'customers' | 'accounts' | 'cards' | 'authorisations' | 'transactions' | 'webhooks',
	Entity[]
>;

const id = (letter: string, number: string) => `${letter}0000000-0000-4000-8000-00000000${number}`;
/** Of the small world of every sandbox. */
const INSIDE = {
	accountId: id('a', '0006'),
	customerId: id('c', '0006'),
	cardId: id('d', '0602'),
	transactionId: id('f', '0005'),
	authorisationId: id('e', '0005'),
	externalId: 'customer-6',
};
const OUTSIDE = {
	accountId: id('a', '0005'),
	customerId: id('c', '0005'),
	cardId: id('d', '0501'),
	transactionId: id('f', '0001'),
	authorisationId: id('e', '0004'),
	externalId: 'customer-5',
};

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
	const { admin } = api.sandbox;
	// The customer has another account, of which the tool must know nothing either.
	const other = { customerId: INSIDE.customerId, status: 'active' };
	const { data: account } = await admin.post('/accounts', other);
	await api.newCard({
		accountId: account.id,
		name: 'Finn Elsewhere',
		maskedPan: '400000******9999',
	});
	await new SigningClient(api.sandbox.info).put('/webhooks', {
		callbackUrl: 'https://elsewhere.example/hook',
		types: ['card.updated'],
	});
});
afterAll(() => api.sandbox.stop());

const world = async () => (await api.sandbox.admin.get<World>('/dump')).data;

const run = async (
	operation: string,
	parameters: INodeParameters,
	agentOnlyAccounts: unknown = INSIDE.accountId,
	more: { staticData?: IDataObject; processed?: ProcessedItems } = {},
) => {
	const [resource, name] = operation.split('/');
	const fields = { resource, operation: name, agentMay: 'irreversible', output: 'raw' };
	const all = { ...fields, ...parameters, agentOnlyAccounts } as INodeParameters;
	return await runNode(all, {
		credentials: api.credentials(),
		type: TOOL,
		mode: 'trigger',
		...more,
	});
};

/** Everything by which something outside can be known: ids, names, numbers, merchants, addresses of subscriptions. */
function marksOutside(all: World): string[] {
	const isInside = (entity: Entity) =>
		entity.id === INSIDE.accountId ||
		entity.id === INSIDE.customerId ||
		entity.accountId === INSIDE.accountId;
	const marksOf = ({
		id: own,
		name,
		maskedPan,
		externalId,
		chainId,
		callbackUrl,
		merchant,
	}: Entity) =>
		[own, name, maskedPan, externalId, chainId, callbackUrl, (merchant as IDataObject)?.id]
			.filter((mark) => typeof mark === 'string')
			.map(String);
	const entities = [
		...all.customers,
		...all.accounts,
		...all.cards,
		...all.authorisations,
		...all.transactions,
		...all.webhooks,
	];
	const known = new Set(entities.filter(isInside).flatMap(marksOf));
	return entities
		.filter((entity) => !isInside(entity))
		.flatMap(marksOf)
		.filter((mark) => !known.has(mark));
}

/** What reaches further than accounts do, or is nobody's: the only operations that say the same wherever they aim. */
const BEYOND =
	/^(account\/create|customer\/(activate|create|deactivate|getChallenge|submitChallengeSignature)|signingKey\/|simulator\/(reject|verify)Customer|webhook\/)/;
const NOBODYS = /^(asset|chain|event)\/|^card\/confirmChanges/;
const LISTS = /\/(audit|getAll|getChanges|spending)$/;
const OUT = 'and nothing with this ID belongs to them';

const state = ({ customers, accounts, cards, authorisations, transactions, webhooks }: World) => ({
	customers,
	accounts,
	cards,
	authorisations,
	transactions,
	webhooks,
});
const writes = async () => (await api.calls()).filter(({ method }) => method !== 'GET');

describe.each(offered())('%s', (operation) => {
	it('neither touches nor tells of what is outside', async () => {
		const before = await world();
		await api.forgetCalls();
		const { json, outputs } = await run(operation, {
			...aimed(operation, OUTSIDE),
			returnAll: true,
		});
		if (BEYOND.test(operation)) expect(json[0].error).toContain('this operation reaches further');
		else if (operation === 'customer/getByExternalId') {
			expect(json).toMatchObject([{ details: { kind: 'notFound' } }]);
		} else if (!LISTS.test(operation) && !NOBODYS.test(operation)) {
			expect(json).toMatchObject([
				{ error: expect.stringContaining(OUT), details: { kind: 'outside' } },
			]);
		}
		expect(await writes()).toEqual([]);
		expect(state(await world())).toEqual(state(before));
		const told = JSON.stringify(outputs);
		const given = Object.values(OUTSIDE);
		const marks = marksOutside(before).filter((mark) => !json[0]?.error || !given.includes(mark));
		expect(marks.length).toBeGreaterThan(40);
		expect(marks.filter((mark) => told.includes(`"${mark}"`))).toEqual([]);
	});

	it('still does what belongs to the accounts', async () => {
		if (BEYOND.test(operation) || /^event|confirmChanges/.test(operation)) return;
		const { json, outputs, error } = await run(operation, aimed(operation, INSIDE));
		expect(error).toBeUndefined();
		// What the world's state does not allow is refused by the sandbox, not by the tool.
		if (json[0].error) expect(json[0].error).toMatch(/^OffBlocks refused the request/);
		expect(JSON.stringify(outputs)).not.toContain('limited to certain accounts');
	});
});

it('a list has what belongs to the accounts, and nothing else', async () => {
	const ids = async (operation: string, parameters: INodeParameters = {}) =>
		(await run(operation, { returnAll: true, ...parameters })).json.map((one) => one.id);
	const { cards, transactions } = await world();
	const own = (things: Entity[]) =>
		things.filter(({ accountId }) => accountId === INSIDE.accountId).map((thing) => thing.id);
	expect((await ids('card/getAll')).sort()).toEqual(own(cards).sort());
	expect(own(cards).length).toBeGreaterThan(1);
	expect((await ids('transaction/getAll')).sort()).toEqual(own(transactions).sort());
	expect(await ids('account/getAll')).toEqual([INSIDE.accountId]);
	expect(await ids('account/getAllByCustomer', { customerId: byId(INSIDE.customerId) })).toEqual([
		INSIDE.accountId,
	]);
	expect(await ids('customer/getAll')).toEqual([INSIDE.customerId]);
	expect(await ids('customer/getByExternalId', { externalId: INSIDE.externalId })).toEqual([
		INSIDE.customerId,
	]);
});

it('several accounts, in any form that an ID is written in', async () => {
	const both = `${INSIDE.accountId.toUpperCase()};\n {${OUTSIDE.accountId}} `;
	const { json } = await run('account/getAll', { returnAll: true }, both);
	expect(json.map((one) => one.id)).toEqual([OUTSIDE.accountId, INSIDE.accountId]);
});

it('what is not there and what is outside are told in the same words', async () => {
	const nowhere = { cardId: byId('00000000-0000-4000-8000-000000000000') };
	const [one, other] = await Promise.all([
		run('card/get', nowhere),
		run('card/get', { cardId: byId(OUTSIDE.cardId) }),
	]);
	expect(one.json).toEqual(other.json);
});

it.each([
	"={{ $fromAI('accounts', 'Accounts', 'string') }}",
	'={{ $json.accountId }}',
	'={{ $parameter.cardId.value }}',
	"={{ $('Node').first().json.accountId }}",
	"={{ $('Input').first().json.accountId }}",
	"={{ $('Input').first().json.accountId + $fromAI('more') }}",
	"={{ $('Input').first().json[$json.name] }}",
	"={{ ''}}",
	' ',
	',',
	[],
	{},
	'all',
	`${INSIDE.accountId}, *`,
])('nothing at all is allowed where the field holds %j', async (field) => {
	await api.forgetCalls();
	const { json } = await run('card/getAll', {}, field);
	expect(json).toHaveLength(1);
	expect(json[0].error).toContain('Only These Accounts');
	expect(await api.calls()).toEqual([]);
});

it('changes that were seen before the tool was narrowed do not tell of cards outside', async () => {
	const processed: ProcessedItems = new Map();
	const first = await run('card/getChanges', {}, '', { processed });
	expect(first.outputs[1][0].json).toMatchObject({ baselineEstablished: true });
	const { data: gone } = await api.sandbox.admin.get<Entity[]>('/cards');
	expect(gone.length).toBeGreaterThan(5);
	await api.newCard({ id: OUTSIDE.cardId, accountId: OUTSIDE.accountId, status: 'blocked' });
	const { staticData } = first;
	const { outputs } = await run('card/getChanges', {}, INSIDE.accountId, { staticData, processed });
	expect(outputs[1][0].json).not.toHaveProperty('baselineEstablished', true);
	const told = JSON.stringify(outputs);
	for (const mark of marksOutside(await world())) expect(told).not.toContain(`"${mark}"`);
});

it('n8n offers a model to fill in none of the fields that limit it', () => {
	const limits = tool.description.properties.filter(({ name }) => name.startsWith('agent'));
	expect(limits.map(({ name }) => name)).toEqual([
		'agentMay',
		'agentMostWrites',
		'agentOnlyAccounts',
	]);
	// Its editor goes by this (2.41: fromAIOverride).
	expect(limits.every(({ noDataExpression }) => noDataExpression)).toBe(true);
});

it("people's nodes have no such limit", async () => {
	const parameters = { resource: 'card', operation: 'get', cardId: byId(OUTSIDE.cardId) };
	const { json } = await runNode(
		{ ...parameters, agentOnlyAccounts: INSIDE.accountId } as INodeParameters,
		{ credentials: api.credentials() },
	);
	expect(json).toMatchObject([{ id: OUTSIDE.cardId }]);
});
