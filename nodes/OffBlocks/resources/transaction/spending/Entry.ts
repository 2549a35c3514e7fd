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

	refunded: Sum | undefined;

	/** Of payments and refunds that were reversed, or are being. */
	reversedAmount: Sum | undefined;

	largest: Decimal | undefined;

	private roughLargest = 0;

	/** Three or so, of which tokens are no more added up than currencies are: an array is smaller than a map of maps. */
	private readonly fees: Array<{ type: string; token: string; sum: Sum }> = [];

	/** @param transaction one whose amount is a decimal */
	add(transaction: Transaction): void {
		const { status, amount } = transaction;
		if (status === 'reversed' || status === 'reversing') {
			this.reversed += 1;
			(this.reversedAmount ??= new Sum()).add(amount);
			return;
		}
		this.addFees(transaction);
		if (transaction.direction === 'credit') {
			this.refunds += 1;
			(this.refunded ??= new Sum()).add(amount);
			return;
		}
		this.payments += 1;
		this.spent.add(amount);
		this.compare(amount);
	}

	/** By type, then by token. */
	feeSums(): FeeSum[] {
		return this.fees
			.map(({ type, token, sum }) => ({ type, token, amount: String(sum) }))
			.sort((a, b) => (`${a.type}\n${a.token}` < `${b.type}\n${b.token}` ? -1 : 1));
	}

	/**
	 * What a payment was on average; null where there is none.
	 *
	 * @param places to round to
	 */
	average(places: number): string | null {
		if (!this.payments) return null;
		return this.spent.average(this.payments, places);
	}

	/** In floats first, which tell all but those that are nearly the same. */
	private compare(text: string): void {
		const number = Number(text);
		if (number < this.roughLargest * (1 - 1e-9)) return;
		const amount = readDecimal(text)!;
		if (this.largest && !amount.gt(this.largest)) return;
		this.largest = amount;
		this.roughLargest = number;
	}

	private addFees({ fees, token }: Transaction): void {
		if (!Array.isArray(fees)) return;
		for (const fee of fees) {
			if (!fee) continue;
			const type = String(fee.type);
			let known = this.fees.find((one) => one.type === type && one.token === token);
			if (!known) this.fees.push((known = { type, token, sum: new Sum() }));
			known.sum.add(fee.tokenAmount);
		}
	}
}
