import type { Shape } from '../../engine/shape';
import { mccName } from '../../shared/mcc';
import { mccOf, merchantOf } from '../payment';

/** In which forms a transaction comes out. */
export const transactionShape: Shape = {
	simplify(transaction) {
		const { id, status, direction, amount, currency, cardId, accountId, createdAt } = transaction;
		const { name, country, city } = merchantOf(transaction) as Record<string, string | undefined>;
		const code = mccOf(transaction);
		return {
			id,
			status,
			direction,
			amount,
			currency,
			merchant: name ?? null,
			mccCode: code ?? null,
			mccName: (code && mccName(code)) ?? null,
			country: country ?? null,
			city: city ?? null,
			cardId: cardId ?? null,
			accountId,
			createdAt,
		};
	},
	fields: [
		'id',
		'accountId',
		'cardId',
		'authorisationId',
		'status',
		'direction',
		'amount',
		'currency',
		'merchantAmount',
		'merchantCurrency',
		'exchangeRate',
		'merchant',
		'tokenAmount',
		'token',
		'fees',
		'chainTransactions',
		'createdAt',
		'updatedAt',
	],
};
