import type { FastifyInstance } from 'fastify';
import { notFound } from '../http/errors.mts';
import { moneyOf } from '../payments/authorisations.mts';
import { refund, reverse } from '../payments/transactions.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Transaction } from '../types.mts';

interface RefundRequest {
	cardId: string;
	/** Decimal. */
	amount: string;
	/** ISO 4217, the merchant's. */
	currency: string;
}

const REFUND = {
	body: {
		type: 'object',
		additionalProperties: false,
		required: ['cardId', 'amount', 'currency'],
		properties: {
			cardId: { type: 'string', format: 'uuid' },
			amount: { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?$' },
			currency: { type: 'string', pattern: '^[A-Z]{3}$' },
		},
	},
};

/** What happens to payments and the vendor's simulator cannot make: refunds and reversals. */
export async function paymentRoutes(
	app: FastifyInstance,
	{ sandbox }: { sandbox: Sandbox },
): Promise<void> {
	const { store, settings, steps, worker } = sandbox;
	const change = (work: () => Transaction): Transaction => {
		const transaction = store.transaction(work);
		steps.wake();
		worker.wake();
		return transaction;
	};
	app.post<{ Body: RefundRequest }>('/refunds', { schema: REFUND }, async ({ body }, reply) => {
		const card = store.entities.cards.get(body.cardId);
		if (!card) throw notFound('Card');
		return reply.code(201).send(
			change(() => {
				const money = moneyOf(store, card.accountId, body.amount, body.currency);
				return refund(store, card, money, settings.stepMs);
			}),
		);
	});
	app.post<{ Params: { id: string } }>('/transactions/:id/reverse', async ({ params }, reply) => {
		const transaction = store.entities.transactions.get(params.id);
		if (!transaction) throw notFound('Transaction');
		return reply.code(202).send(change(() => reverse(store, transaction, settings.stepMs)));
	});
}
