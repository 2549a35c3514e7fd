import { comparable } from '../../../../shared/values';
import { mccOf, merchantOf } from '../../../payment';
import { paid } from '../payment';
import type { OnePaymentRule } from '../types';

/** Which merchants are on the list. A merchant is if any of these fits. */
export interface MerchantList {
	/** Ids of merchants, as OffBlocks gives them. */
	ids: ReadonlySet<string>;
	/** Parts of names, as `comparable` makes them. */
	names: readonly string[];
	/** Of four digits. */
	mccs: ReadonlySet<string>;
}

/** Payments to merchants, or of merchant categories, that are on a list. */
export function listedMerchant({ ids, names, mccs }: MerchantList): OnePaymentRule {
	return {
		kind: 'payment',
		name: 'listedMerchant',
		title: 'Listed Merchant',
		description: 'The merchant or its category is on your list',
		severity: 'high',
		look(payment) {
			const { transaction, debit, at } = payment;
			if (!debit) return undefined;
			const why = reason(transaction as { merchant?: unknown });
			if (why === undefined) return undefined;
			return {
				payment,
				message: `${paid(payment)} (${why})`,
				since: at,
				occurrence: transaction.id,
			};
		},
	};

	function reason(transaction: { merchant?: unknown }): string | undefined {
		const { id, name } = merchantOf(transaction);
		if (typeof id === 'string' && ids.has(id)) return 'merchant ID on the list';
		const mcc = mccs.size ? mccOf(transaction) : undefined;
		if (mcc !== undefined && mccs.has(mcc)) return `category ${mcc} on the list`;
		if (!names.length || typeof name !== 'string') return undefined;
		const text = comparable(name);
		return names.some((part) => text.includes(part)) ? 'name on the list' : undefined;
	}
}
