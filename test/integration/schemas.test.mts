// The output schemas, by which the editor lets people drag fields before a first run: they must name
// what the operations really give.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { dist, operationsOf } from '../support/dist.mts';
import { Life, WALLET_SIGNATURE } from '../support/life.mts';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import {
	lacking,
	schemaOf as readSchema,
	SCHEMA_FOLDER,
	unnamed,
} from '../support/outputSchema.mts';

const FOLDER = join(SCHEMA_FOLDER, 'v1.0.0');

let api: OffBlocks;
let life: Life;
beforeAll(async () => {
	api = await startOffBlocks();
	life = new Life(api);
});
afterAll(() => api.sandbox.stop());

const schemaOf = (operation: string) => readSchema(`v1.0.0/${operation}`);

it('there is one for every operation but those that hand on their input', () => {
	const operations = operationsOf(new dist.OffBlocks());
	const missing = operations.filter((operation) => !existsSync(join(FOLDER, `${operation}.json`)));
	expect(missing).toEqual(['card/confirmChanges', 'event/removeRepeated']);
	const there = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -5));
	expect(there.filter((operation) => !operations.includes(operation))).toEqual([]);
});

const card = async (status: string) => ({ cardId: byId(await api.newCard({ status })) });
const account = async (status?: string) => ({ accountId: byId(await life.account(status)) });
const customer = async (id: Promise<string>) => ({ customerId: byId(await id) });
const authorisation = async () => ({ authorisationId: await life.pendingAuthorisation() });
const webhook = async () => ({ webhookId: byId(await life.webhook('http://127.0.0.1:9/hook')) });
const ownerOf = async ({ accountId }: { accountId: { value: string } }) => {
	const { customerId } = await life.one('account/get', { accountId });
	return { customerId: byId(String(customerId)) };
};
const inactiveCustomer = async () => {
	const owner = await ownerOf(await account());
	await life.one('customer/deactivate', owner);
	return owner;
};
const newAccount = async () => {
	const owner = await customer(life.activeCustomer());
	return await life.one('account/create', { ...owner, currencies: 'EUR' });
};
const signed = (thing: IDataObject) => ({
	ownerId: `eip155:300:0x${'ab'.repeat(20)}`,
	challenge: thing.challenge,
	signature: WALLET_SIGNATURE,
});

/** Parameters with which each operation gives something; those of the audit and of changes have tests of their own. */
const CASES: Record<string, () => Promise<object> | object> = {
	'account/activate': () => account('inactive'),
	'account/close': () => account(),
	'account/create': async () => ({
		...(await customer(life.activeCustomer())),
		currencies: 'EUR',
	}),
	'account/deactivate': () => account(),
	'account/get': () => account(),
	'account/getAll': () => ({ limit: 1 }),
	'account/getAllByCustomer': async () => await ownerOf(await account()),
	'account/getChallenge': async () => ({ accountId: byId(String((await newAccount()).id)) }),
	'account/submitChallengeSignature': async () => {
		const made = await newAccount();
		return { accountId: byId(String(made.id)), ...signed(made) };
	},
	'asset/getAll': () => ({ limit: 1 }),
	'authorisation/get': authorisation,
	'card/activate': () => card('inactive'),
	'card/create': async () => ({ ...(await account()), billingAddress: ADDRESS }),
	'card/deactivate': () => card('active'),
	'card/get': () => card('active'),
	'card/getAll': () => ({ limit: 1 }),
	'card/getAllByAccount': async () => {
		const accountId = await api.newAccount();
		await api.newCard({ accountId });
		return { accountId: byId(accountId) };
	},
	'card/terminate': () => card('active'),
	'chain/getAll': () => ({ limit: 1 }),
	'customer/activate': inactiveCustomer,
	'customer/create': () => ({ chainId: `eip155:300:0x${'cd'.repeat(20)}`, externalId: 'schema' }),
	'customer/deactivate': async () => await ownerOf(await account()),
	'customer/get': () => customer(life.activeCustomer()),
	'customer/getAll': () => ({ limit: 1 }),
	'customer/getByExternalId': async () => ({ externalId: (await life.newCustomer()).externalId }),
	'customer/getChallenge': async () => ({
		customerId: byId(String((await life.newCustomer()).id)),
	}),
	'customer/submitChallengeSignature': async () => {
		const made = await life.newCustomer();
		return { customerId: byId(String(made.id)), ...signed(made) };
	},
	'signingKey/register': () => ({}),
	'signingKey/remove': () => ({
		keyId: api.sandbox.info.keyId,
		options: { removeOwnKey: true },
	}),
	'simulator/authorise': async () => ({ ...(await card('active')), amount: '1', currency: 'EUR' }),
	'simulator/capture': authorisation,
	'simulator/failCard': async () => ({ cardId: byId(await life.issuingCard()) }),
	'simulator/issueCard': async () => ({ cardId: byId(await life.issuingCard()) }),
	'simulator/rejectCustomer': () => customer(life.verifyingCustomer()),
	'simulator/release': authorisation,
	'simulator/verifyCustomer': () => customer(life.verifyingCustomer()),
	'webhook/delete': webhook,
	'webhook/get': webhook,
	'webhook/getAll': async () => {
		await webhook();
		return { limit: 1 };
	},
};

/** What is there only in a state, or only on this machine where it can be known. */
const MAY_LACK: Record<string, string[]> = {
	card: ['name', 'network', 'maskedPan', 'expirationDate', 'billingAddress', 'country'],
};

/** It takes the key away that all others sign with. */
const LAST = 'signingKey/remove';

it('every operation with a schema is run here', () => {
	const others = /^(account\/audit|card\/(audit|confirmChanges|getChanges)|event\/|transaction\/)/;
	const names = operationsOf(new dist.OffBlocks()).filter((name) => !others.test(name));
	expect(names.filter((name) => !(name in CASES))).toEqual([]);
});

it.each(
	Object.keys(CASES)
		.filter((name) => name !== LAST)
		.concat(LAST),
)('%s gives what its schema names', async (name) => {
	const { json, error } = await life.run(name, await CASES[name]());
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	const [item] = json;
	// Null is no type of these schemas.
	const known = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
	expect(unnamed(known, schemaOf(name))).toEqual([]);
	const mayLack = MAY_LACK[name.split('/')[0]] ?? [];
	expect(lacking(item, schemaOf(name)).filter((field) => !mayLack.includes(field))).toEqual([]);
});
