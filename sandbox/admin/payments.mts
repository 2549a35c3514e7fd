import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from '../http/errors.mts';
import { authorise, changeAmount, moneyOf } from '../payments/authorisations.mts';
import { chargeFees, refund, reverse } from '../payments/transactions.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Store } from '../store/store.mts';
import type { Fee, Merchant, Transaction } from '../types.mts';
import { AMOUNT, FEES, PAYMENT, REFUND } from './paymentSchemas.mts';

interface PaymentRequest {
	cardId: string;
	/** Decimal. */
	amount: string;
	/** ISO 4217, the merchant's. */
	currency: string;
	merchant?: Merchant;
	/** Default true. */
	capture?: boolean;
}

/** Of a card, or of a transaction: then what is not given is the transaction's. */
export interface RefundRequest extends Partial<Omit<PaymentRequest, 'capture'>> {
	transactionId?: string;
	fees?: Fee[];
}

type ById = { Params: { id: string } };

/** What happens to payments and the vendor's simulator cannot make, each with its events. */
export async function paymentRoutes(
	app: FastifyInstance,
	{ sandbox }: { sandbox: Sandbox },
): Promise<void> {
	const { store, settings, steps, worker } = sandbox;
	const { authorisations, cards, transactions } = store.entities;
	const change = <Result,>(work: () => Result): Result => {
		const result = store.transaction(work);
		steps.wake();
		worker.wake();
		return result;
	};
	const found = <Entity,>(what: string, entity: Entity | undefined): Entity => {
		if (entity === undefined) throw notFound(what);
		return entity;
	};
	app.post<{ Body: PaymentRequest }>('/payments', { schema: PAYMENT }, async ({ body }, reply) => {
		const { cardId, amount, currency, merchant, capture = true } = body;
		const hold = change(() => {
			const card = found('Card', cards.get(cardId));
			const authorisation = authorise(store, card, amount, currency, merchant);
			if (capture) store.steps.queue('capture', authorisation.id, settings.stepMs);
			return authorisation;
		});
		return reply.code(201).send(hold);
	});
	app.post<{ Body: RefundRequest }>('/refunds', { schema: REFUND }, async ({ body }, reply) =>
		reply.code(201).send(change(() => refundOf(store, body, settings.stepMs))),
	);
	app.patch<ById & { Body: { amount: string } }>(
		'/authorisations/:id',
		{ schema: AMOUNT },
		async ({ params, body }) =>
			change(() => {
				const hold = found('Authorisation', authorisations.get(params.id));
				return changeAmount(store, hold, body.amount);
			}),
	);
	app.put<ById & { Body: Fee[] }>(
		'/transactions/:id/fees',
		{ schema: FEES },
		async ({ params, body }) =>
			change(() => chargeFees(store, found('Transaction', transactions.get(params.id)), body)),
	);
	app.post<ById>('/transactions/:id/reverse', async ({ params }, reply) =>
		reply.code(202).send(
			change(() => {
				const transaction = found('Transaction', transactions.get(params.id));
				return reverse(store, transaction, settings.stepMs);
			}),
		),
	);
}

/** @throws ApiError 404; 400 where neither a card with its money nor a debit is named */
function refundOf(store: Store, request: RefundRequest, stepMs: number): Transaction {
	const { cards, transactions } = store.entities;
	const { transactionId, fees } = request;
	const debit = transactionId === undefined ? undefined : transactions.get(transactionId);
	if (transactionId !== undefined && !debit) throw notFound('Transaction');
	if (debit?.direction === 'credit') {
		throw badRequest('A credit cannot be refunded; only a debit can.', 'illegal_state');
	}
	const { cardId, amount, currency, merchant } = {
		cardId: debit?.cardId,
		amount: debit?.merchantAmount,
		currency: debit?.merchantCurrency,
		merchant: debit?.merchant,
		...request,
	};
	if (cardId === undefined || amount === undefined || currency === undefined) {
		throw badRequest('A refund names a transactionId, or cardId, amount and currency.');
	}
	const card = cards.get(cardId);
	if (!card) throw notFound('Card');
	const money = moneyOf(store, card.accountId, amount, currency, merchant);
	return refund(store, card, money, stepMs, fees);
}
