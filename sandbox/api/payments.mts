import { accountOf, authorisationOf, cardOf, transactionOf } from './lookup.mts';
import { ok, type Operation } from './operation.mts';

/** What was paid: reading only. */
export const paymentOperations: Record<string, Operation> = {
	listAccountTransactions: (call) =>
		ok(call.sandbox.store.entities.transactions.list('account_id', accountOf(call).id)),
	listCardTransactions: (call) =>
		ok(call.sandbox.store.entities.transactions.list('card_id', cardOf(call).id)),
	getTransaction: (call) => ok(transactionOf(call)),
	getAuthorisation: (call) => ok(authorisationOf(call)),
};
