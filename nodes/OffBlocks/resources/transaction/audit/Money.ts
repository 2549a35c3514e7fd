import { Sum } from '../../../shared/Sum';

/** What was paid in one currency, as a summary has it: amounts as decimals. */
export interface MoneyCount {
	currency: string;
	payments: number;
	spent: string;
	refunds: number;
	refunded: string;
}

interface Tally {
	payments: number;
	refunds: number;
	spent: Sum;
	refunded: Sum;
}

/** What was paid, each currency by itself. */
export class Money {
	private readonly tallies = new Map<string, Tally>();

	/** @param amount a decimal */
	add(currency: string, amount: string, debit: boolean): void {
		let tally = this.tallies.get(currency);
		if (!tally) {
			tally = { payments: 0, refunds: 0, spent: new Sum(), refunded: new Sum() };
			this.tallies.set(currency, tally);
		}
		tally[debit ? 'payments' : 'refunds'] += 1;
		tally[debit ? 'spent' : 'refunded'].add(amount);
	}

	/** By currency, the most payments first. */
	counts(): MoneyCount[] {
		return [...this.tallies]
			.map(([currency, { payments, refunds, spent, refunded }]) => ({
				currency,
				payments,
				spent: String(spent),
				refunds,
				refunded: String(refunded),
			}))
			.sort((a, b) => b.payments - a.payments || (a.currency < b.currency ? -1 : 1));
	}
}
