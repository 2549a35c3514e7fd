import { readDecimal, type Decimal } from '../../../../shared/decimals';
import { paid } from '../payment';
import type { OnePaymentRule } from '../types';

/** Fees above a share of the settled amount; both are in tokens, so that no rate is needed. */
export const highFees: OnePaymentRule = {
	kind: 'payment',
	name: 'highFees',
	title: 'High Fees',
	description: 'The fees are more than this share of the settled amount, in percent',
	severity: 'low',
	threshold: { label: 'Percent', usual: 5, min: 0, max: 100 },
	look(payment, percent) {
		const { transaction, at } = payment;
		const given = Array.isArray(transaction.fees) ? transaction.fees : [];
		if (isFarBelow(transaction.tokenAmount, given, percent)) return undefined;
		const settled = readDecimal(transaction.tokenAmount);
		let fees: Decimal | undefined;
		for (const fee of given) {
			const amount = readDecimal(fee?.tokenAmount);
			if (amount) fees = fees?.plus(amount) ?? amount;
		}
		if (!settled?.gt(0) || !fees?.times(100).gt(settled.times(percent))) return undefined;
		const share = fees.times(100).div(settled).toFixed(1);
		return {
			payment,
			message: `Fees are ${share}% of ${paid(payment)}`,
			since: at,
			occurrence: transaction.id,
		};
	},
};

/** Most are: in floats, which are right to fifteen digits, that is told in a tenth of the time. */
function isFarBelow(settled: unknown, fees: Array<{ tokenAmount: unknown }>, percent: number) {
	const sum = fees.reduce((total, fee) => total + Number(fee?.tokenAmount), 0);
	return sum * 100 < Number(settled) * percent * (1 - 1e-9);
}
