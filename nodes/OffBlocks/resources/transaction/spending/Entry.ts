import { readDecimal, type Decimal } from '../../../shared/decimals';
import { Sum } from '../../../shared/Sum';
import type { Transaction } from '../transaction';

/** Fees of one type in one token. */
export interface FeeSum {
	type: string;
	/** CAIP-19. */
	token: string;
	amount: string;
}

/** What was paid in one group and one currency. */
export class Entry {
	payments = 0;

	refunds = 0;

	reversed = 0;

	readonly spent = new Sum();

	readonly refunded = new Sum();

	/** Of payments and refunds that were reversed, or are being. */
	readonly reversedAmount = new Sum();

	largest: Decimal | undefined;

	/** By type, then by token: tokens are no more added up than currencies are. */
	private readonly fees = new Map<string, Map<string, Sum>>();

	add(transaction: Transaction, amount: Decimal): void {
		const { status } = transaction;
		if (status === 'reversed' || status === 'reversing') {
			this.reversed += 1;
			this.reversedAmount.add(amount);
			return;
		}
		this.addFees(transaction);
		if (transaction.direction === 'credit') {
			this.refunds += 1;
			this.refunded.add(amount);
			return;
		}
		this.payments += 1;
		this.spent.add(amount);
		if (!this.largest || amount.gt(this.largest)) this.largest = amount;
	}

	/** By type, then by token. */
	feeSums(): FeeSum[] {
		return [...this.fees]
			.flatMap(([type, tokens]) =>
				[...tokens].map(([token, sum]) => ({ type, token, amount: String(sum) })),
			)
			.sort((a, b) => (`${a.type}\n${a.token}` < `${b.type}\n${b.token}` ? -1 : 1));
	}

	/**
	 * What a payment was on average; null where there is none.
	 *
	 * @param places to round to
	 */
	average(places: number): string | null {
		if (!this.payments) return null;
		return plain(this.spent.value.div(this.payments).round(places));
	}

	private addFees({ fees, token }: Transaction): void {
		if (!Array.isArray(fees)) return;
		for (const fee of fees) {
			const amount = readDecimal(fee?.tokenAmount);
			if (!amount) continue;
			const type = String(fee.type);
			let tokens = this.fees.get(type);
			if (!tokens) this.fees.set(type, (tokens = new Map()));
			let sum = tokens.get(token);
			if (!sum) tokens.set(token, (sum = new Sum()));
			sum.add(amount);
		}
	}
}

function plain(decimal: Decimal): string {
	return decimal.eq(0) ? '0' : decimal.toFixed();
}
