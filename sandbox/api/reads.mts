import { accountOf, cardOf, customerOf, authorisationOf } from './lookup.mts';
import { ok, type Operation } from './operation.mts';

/** Customers, accounts and what was paid: reading only. */
export const readOperations: Record<string, Operation> = {
	listCustomers: ({ sandbox }) => ({ status: 200, text: sandbox.store.entities.customersText() }),
	getCustomer: (call) => ok(customerOf(call)),
	listCustomerAccounts: (call) => ok(call.sandbox.store.entities.accountsOf(customerOf(call).id)),
	listAccounts: ({ sandbox }) => ({ status: 200, text: sandbox.store.entities.accountsText() }),
	getAccount: (call) => ok(accountOf(call)),
	listAccountTransactions: (call) =>
		ok(call.sandbox.store.entities.transactionsOf({ accountId: accountOf(call).id })),
	listCardTransactions: (call) =>
		ok(call.sandbox.store.entities.transactionsOf({ cardId: cardOf(call).id })),
	getAuthorisation: (call) => ok(authorisationOf(call)),
};
