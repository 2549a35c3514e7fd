import { moneyIn, shopOf } from '../payment';
import type { OnePaymentRule } from '../types';

/** Payments in another currency than the account's. */
export const foreignCurrency: OnePaymentRule = {
	kind: 'payment',
	name: 'foreignCurrency',
	title: 'Foreign Currency',
	description: "The payment was made in another currency than the account's",
	severity: 'low',
	look(payment) {
		const { transaction, debit, at, account } = payment;
		const own = account.currencies?.length ? account.currencies : [transaction.currency];
		const { merchantCurrency, merchantAmount } = transaction;
		if (!debit || merchantCurrency === undefined || own.includes(merchantCurrency))
			return undefined;
		return {
			payment,
			message: `${moneyIn(merchantAmount, merchantCurrency)} at ${shopOf(transaction)}, from an account in ${own.join(', ').slice(0, 40)}`,
			since: at,
			occurrence: transaction.id,
		};
	},
};
