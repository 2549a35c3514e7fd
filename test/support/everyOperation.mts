// Every operation of the action node with parameters that are in order, and the calls of the API that it stands for.
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { dist } from './dist.mts';
import { ADDRESS, byId } from './offblocks.mts';

/** The id that Prism gives every entity, so that answers are about what was asked for. */
export const ENTITY_ID = '497f6eca-6276-4993-bfeb-53cbbbba6f08';

/** What Prism's new entities belong to. */
const OWNERS = {
	card: { accountId: byId('3d07c219-0a88-45be-9cfc-91e9d095a1e9') },
	account: { customerId: byId('87d8e330-2878-4742-a86f-dbbb3bf522ac') },
	authorisation: { cardId: byId('f16ba382-eb42-481a-b08f-c57bdc9aae24') },
};

/** The external id that Prism gives every customer. */
const EXTERNAL_ID = 'string';

export interface OperationCase {
	/** Without resource and operation. */
	parameters: INodeParameters;
	/** Method and path as in the vendor's file; none for an operation that calls nobody. */
	calls: string[];
}

const card = { cardId: byId(ENTITY_ID) };
const account = { accountId: byId(ENTITY_ID) };
const customer = { customerId: byId(ENTITY_ID) };
const authorisation = { authorisationId: ENTITY_ID };
const webhook = { webhookId: byId(ENTITY_ID) };
const signed = {
	ownerId: 'eip155:42161:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb',
	challenge: 'Y2hhbGxlbmdl',
	signature: 'c2lnbmF0dXJl',
};

/** By `resource/operation`. A test compares the keys with the node: a new operation needs a row here. */
export const CASES: Record<string, OperationCase> = {
	'card/activate': { parameters: card, calls: ['PATCH /cards/{cardId}/activate'] },
	'card/audit': { parameters: {}, calls: ['GET /cards'] },
	'card/confirmChanges': { parameters: {}, calls: [] },
	'card/create': {
		parameters: {
			...OWNERS.card,
			type: 'physical',
			billingAddress: ADDRESS,
			shippingAddress: ADDRESS,
		},
		calls: ['POST /accounts/{accountId}/cards'],
	},
	'card/deactivate': { parameters: card, calls: ['PATCH /cards/{cardId}/deactivate'] },
	'card/get': { parameters: card, calls: ['GET /cards/{cardId}'] },
	'card/getAll': { parameters: {}, calls: ['GET /cards'] },
	'card/getAllByAccount': { parameters: account, calls: ['GET /accounts/{accountId}/cards'] },
	'card/getChanges': { parameters: {}, calls: ['GET /cards'] },
	'card/terminate': { parameters: card, calls: ['DELETE /cards/{cardId}'] },
	'account/activate': { parameters: account, calls: ['PATCH /accounts/{accountId}/activate'] },
	'account/audit': { parameters: {}, calls: ['GET /customers', 'GET /accounts', 'GET /cards'] },
	'account/close': { parameters: account, calls: ['DELETE /accounts/{accountId}'] },
	'account/create': {
		parameters: { ...OWNERS.account, currencies: 'EUR' },
		calls: ['POST /customers/{customerId}/accounts'],
	},
	'account/deactivate': { parameters: account, calls: ['PATCH /accounts/{accountId}/deactivate'] },
	'account/get': { parameters: account, calls: ['GET /accounts/{accountId}'] },
	'account/getAll': { parameters: {}, calls: ['GET /accounts'] },
	'account/getAllByCustomer': {
		parameters: customer,
		calls: ['GET /customers/{customerId}/accounts'],
	},
	'account/getChallenge': { parameters: account, calls: ['GET /accounts/{accountId}/challenge'] },
	'account/submitChallengeSignature': {
		parameters: { ...account, ...signed },
		calls: ['POST /accounts/{accountId}/challenge/sign'],
	},
	'asset/getAll': { parameters: { chainId: byId('eip155:42161') }, calls: ['GET /assets'] },
	'authorisation/get': {
		parameters: authorisation,
		calls: ['GET /authorisations/{authorisationId}'],
	},
	'chain/getAll': { parameters: {}, calls: ['GET /chains'] },
	'customer/activate': { parameters: customer, calls: ['PATCH /customers/{customerId}/activate'] },
	'customer/create': {
		parameters: { chainId: signed.ownerId, externalId: EXTERNAL_ID },
		calls: ['POST /customers'],
	},
	'customer/deactivate': {
		parameters: customer,
		calls: ['PATCH /customers/{customerId}/deactivate'],
	},
	'customer/get': { parameters: customer, calls: ['GET /customers/{customerId}'] },
	'customer/getAll': { parameters: {}, calls: ['GET /customers'] },
	'customer/getByExternalId': {
		parameters: { externalId: EXTERNAL_ID },
		calls: ['GET /customers'],
	},
	'customer/getChallenge': {
		parameters: customer,
		calls: ['GET /customers/{customerId}/challenge'],
	},
	'customer/submitChallengeSignature': {
		parameters: { ...customer, ...signed },
		calls: ['POST /customers/{customerId}/challenge/sign'],
	},
	'event/removeRepeated': { parameters: { dedupeValue: 'event-1' }, calls: [] },
	'signingKey/register': { parameters: {}, calls: ['PUT /auth/signing', 'GET /webhooks'] },
	'signingKey/remove': { parameters: { keyId: ENTITY_ID }, calls: ['DELETE /auth/signing'] },
	'simulator/authorise': {
		parameters: { ...OWNERS.authorisation, amount: '12.50', currency: 'EUR' },
		calls: ['POST /simulator/cards/{cardId}/authorisation'],
	},
	'simulator/capture': {
		parameters: authorisation,
		calls: ['PATCH /simulator/authorisations/{authorisationId}/capture'],
	},
	'simulator/failCard': { parameters: card, calls: ['PATCH /simulator/cards/{cardId}/fail'] },
	'simulator/issueCard': { parameters: card, calls: ['PATCH /simulator/cards/{cardId}/issue'] },
	'simulator/rejectCustomer': {
		parameters: customer,
		calls: ['PATCH /simulator/customers/{customerId}/reject'],
	},
	'simulator/release': {
		parameters: authorisation,
		calls: ['PATCH /simulator/authorisations/{authorisationId}/release'],
	},
	'simulator/verifyCustomer': {
		parameters: customer,
		calls: ['PATCH /simulator/customers/{customerId}/verify'],
	},
	'transaction/audit': {
		parameters: {},
		calls: ['GET /accounts', 'GET /cards', 'GET /accounts/{accountId}/transactions'],
	},
	'transaction/get': {
		parameters: { transactionId: ENTITY_ID },
		calls: ['GET /transactions/{transactionId}'],
	},
	'transaction/getAll': {
		parameters: {},
		calls: ['GET /accounts', 'GET /accounts/{accountId}/transactions'],
	},
	'transaction/getAllByAccount': {
		parameters: account,
		calls: ['GET /accounts/{accountId}/transactions'],
	},
	'transaction/getAllByCard': { parameters: card, calls: ['GET /cards/{cardId}/transactions'] },
	'transaction/spending': {
		parameters: {},
		calls: ['GET /accounts', 'GET /accounts/{accountId}/transactions'],
	},
	'webhook/delete': { parameters: webhook, calls: ['DELETE /webhooks/{webhookId}'] },
	'webhook/get': { parameters: webhook, calls: ['GET /webhooks/{webhookId}'] },
	'webhook/getAll': { parameters: {}, calls: ['GET /webhooks'] },
};

/** `resource/operation` of all that the node offers, read from its description. */
export function offered(): string[] {
	const { properties } = new dist.OffBlocks().description;
	const choices = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			((property.displayOptions?.show?.resource ?? []) as string[]).flatMap((resource) =>
				choices(property).map(({ value }) => `${resource}/${value}`),
			),
		)
		.sort();
}

/** An operation's parameters with these ids in the place of its own, by parameter. */
export function aimed(operation: string, ids: Record<string, string>): INodeParameters {
	const { parameters } = CASES[operation];
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => {
			const aim = ids[name];
			if (aim === undefined) return [name, value];
			return [name, typeof value === 'object' ? byId(aim) : aim];
		}),
	);
}
