import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { notFound } from '../http/errors.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Account, Card } from '../types.mts';
import {
	type AccountRequest,
	plantAccount,
	plantCard,
	replantAccount,
	storeCard,
} from './plant.mts';

const uuid = { type: 'string', format: 'uuid' };
const CHANGE = {
	customerId: uuid,
	status: { type: 'string' },
	holder: { type: 'string', minLength: 1 },
};
const object = (properties: object) => ({
	body: { type: 'object', additionalProperties: false, properties },
});

/** Its fields are looked at as it is stored. */
const CARD = { body: { type: 'object' } };

/** What a test puts into place past the API: accounts and cards in any state, without events. */
export async function plantRoutes(
	app: FastifyInstance,
	{ sandbox: { store } }: { sandbox: Sandbox },
): Promise<void> {
	const { accounts, cards } = store.entities;
	app.post<{ Body: AccountRequest }>(
		'/accounts',
		{ schema: object({ id: uuid, ...CHANGE }) },
		async ({ body }, reply): Promise<Account> => reply.code(201).send(plantAccount(store, body)),
	);
	app.patch<{ Params: { id: string }; Body: Omit<AccountRequest, 'id'> }>(
		'/accounts/:id',
		{ schema: object(CHANGE) },
		async ({ params, body }): Promise<Account> => {
			const account = accounts.get(params.id);
			if (!account) throw notFound('Account');
			return replantAccount(store, account, body);
		},
	);
	app.post<{ Body: Partial<Card> }>(
		'/cards',
		{ schema: CARD },
		async ({ body }, reply): Promise<Card> => reply.code(201).send(plantCard(store, body)),
	);
	app.patch<{ Params: { id: string }; Body: Partial<Card> }>(
		'/cards/:id',
		{ schema: CARD },
		async ({ params, body }): Promise<Card> => {
			const card = cards.get(params.id);
			if (!card) throw notFound('Card');
			return storeCard(store, { ...card, ...body, id: card.id });
		},
	);
	app.get<{ Querystring: { accountId?: string } }>('/cards', async ({ query }, reply) => {
		if (query.accountId !== undefined) return cards.list('account_id', query.accountId);
		return reply.type('application/json; charset=utf-8').send(Readable.from(cards.arrayText()));
	});
}
