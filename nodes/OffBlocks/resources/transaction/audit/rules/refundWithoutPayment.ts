import { readDecimal, type Decimal } from '../../../../shared/decimals';
import { moneyIn, shopOf } from '../payment';
import type { Noticed, SequenceRule } from '../types';

const NOTHING = readDecimal('0')!;

/**
 * Refunds of a merchant that has been paid nothing before, or less: per account, as a refund may name no card, and in
 * the merchant's currency, as exchange rates move in between.
 */
export const refundWithoutPayment: SequenceRule = {
	kind: 'sequence',
	name: 'refundWithoutPayment',
	title: 'Refund Without Payment',
	description:
		'Money from a merchant that the account has not paid before, or more than it has paid',
	severity: 'medium',
	by: 'account',
	*judge(payments) {
		const found: Noticed[] = [];
		if (payments.every(({ debit }) => debit)) return found;
		/** By merchant and currency: what it was paid and has not refunded. */
		const open = new Map<string, Decimal>();
		for (const payment of payments) {
			yield;
			const { transaction, debit, undone, at } = payment;
			const amount = readDecimal(transaction.merchantAmount);
			if (undone || !amount) continue;
			const key = `${transaction.merchant?.id}\n${transaction.merchantCurrency}`;
			const before = open.get(key);
			if (debit) {
				open.set(key, before?.plus(amount) ?? amount);
				continue;
			}
			const left = before?.minus(amount);
			// What is over is said once; the next refund begins at nothing.
			if (before && left) open.set(key, left.lt(0) ? NOTHING : left);
			if (left?.gte(0)) continue;
			const what = moneyIn(transaction.merchantAmount, transaction.merchantCurrency);
			const had = before?.gt(0)
				? `${moneyIn(before.toFixed(), transaction.merchantCurrency)} was left to refund`
				: 'no earlier payment there was left to refund';
			found.push({
				payment,
				message: `${what} from ${shopOf(transaction)}, where ${had}`,
				since: at,
				occurrence: transaction.id,
			});
		}
		return found;
	},
};
