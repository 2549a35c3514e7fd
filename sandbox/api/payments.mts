import { accountOf, authorisationOf, cardOf, transactionOf } from './lookup.mts';
import { listed, ok, type Operation } from './operation.mts';

/** What was paid: reading only. */
export const paymentOperations: Record<string, Operation> = {
	listAccountTransactions: (call) =>
		listed(call.sandbox.store.entities.transactions.arrayText('account_id', accountOf(call).id)),
	listCardTransactions: (call) =>
		listed(call.sandbox.store.entities.transactions.arrayText('card_id', cardOf(call).id)),
	getTransaction: (call) => ok(transactionOf(call)),
	getAuthorisation: (call) => ok(authorisationOf(call)),
};
