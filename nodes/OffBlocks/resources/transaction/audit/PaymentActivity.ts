import { Money, type MoneyCount } from './Money';

/** What was paid in the last days and in as many before them, by currency. */
export interface PaymentActivitySummary {
	last7Days: MoneyCount[];
	previous7Days: MoneyCount[];
	last30Days: MoneyCount[];
	previous30Days: MoneyCount[];
}

const DAY = 86_400_000;
/** Days before now between which a period lies. */
const PERIODS: Array<[keyof PaymentActivitySummary, from: number, to: number]> = [
	['last7Days', 0, 7],
	['previous7Days', 7, 14],
	['last30Days', 0, 30],
	['previous30Days', 30, 60],
];

/** What was paid lately, from the payments themselves: no memory is needed for it. */
export class PaymentActivity {
	private readonly periods: Array<{ from: number; before: number; money: Money }>;

	private readonly oldest: number;

	/** @param now Unix milliseconds */
	constructor(now: number) {
		this.periods = PERIODS.map(([, from, to]) => ({
			from: now - to * DAY,
			// A clock that is a minute off is no future.
			before: from ? now - from * DAY : now + DAY,
			money: new Money(),
		}));
		this.oldest = Math.min(...this.periods.map(({ from }) => from));
	}

	/**
	 * @param at Unix milliseconds
	 * @param amount a decimal
	 */
	add(at: number, currency: string, amount: string, debit: boolean): void {
		if (!(at >= this.oldest)) return;
		for (const { from, before, money } of this.periods) {
			if (at >= from && at < before) money.add(currency, amount, debit);
		}
	}

	summary(): PaymentActivitySummary {
		const entries = PERIODS.map(([name], at) => [name, this.periods[at].money.counts()]);
		return Object.fromEntries(entries) as PaymentActivitySummary;
	}
}
