import { isDecimal } from '../../../shared/decimals';
import { Sum } from '../../../shared/Sum';
import { DIRECTIONS, TRANSACTION_STATUSES } from '../transaction';
import type { Payment } from './types';

/** What was paid in one currency. */
interface Money {
	payments: number;
	refunds: number;
	spent: Sum;
	refunded: Sum;
}

/** The same as a summary has it: amounts as decimals. */
export interface MoneyCount {
	currency: string;
	payments: number;
	spent: string;
	refunds: number;
	refunded: string;
}

/** What the payments of an audit are, in numbers. */
export class PaymentCounts {
	transactions = 0;

	/** What the API may add to its vocabulary is counted too. */
	readonly byStatus = zeros(Object.keys(TRANSACTION_STATUSES));

	readonly byDirection = zeros(DIRECTIONS.map(({ value }) => value));

	private readonly money = new Map<string, Money>();

	private first = Infinity;

	private last = -Infinity;

	add({ transaction, at, debit, undone }: Payment): void {
		this.transactions += 1;
		increment(this.byStatus, transaction.status);
		increment(this.byDirection, transaction.direction);
		if (at < this.first) this.first = at;
		if (at > this.last) this.last = at;
		if (undone) return;
		const { currency, amount } = transaction;
		if (!isDecimal(amount)) return;
		let money = this.money.get(currency);
		if (!money) {
			money = { payments: 0, refunds: 0, spent: new Sum(), refunded: new Sum() };
			this.money.set(currency, money);
		}
		money[debit ? 'payments' : 'refunds'] += 1;
		money[debit ? 'spent' : 'refunded'].add(amount);
	}

	/** By currency, what was not reversed; the most payments first. */
	byCurrency(): MoneyCount[] {
		return [...this.money]
			.map(([currency, { payments, refunds, spent, refunded }]) => ({
				currency,
				payments,
				spent: String(spent),
				refunds,
				refunded: String(refunded),
			}))
			.sort((a, b) => b.payments - a.payments || (a.currency < b.currency ? -1 : 1));
	}

	/** The times of the first and the last payment, RFC 3339 in UTC; null where there is none. */
	range(): { firstPaymentAt: string | null; lastPaymentAt: string | null } {
		return { firstPaymentAt: stamp(this.first), lastPaymentAt: stamp(this.last) };
	}
}

function stamp(at: number): string | null {
	return Number.isFinite(at) ? new Date(at).toISOString() : null;
}

/** A count for each of these, without a prototype: a status named `constructor` is a status. */
function zeros(names: readonly string[]): Record<string, number> {
	return Object.assign(Object.create(null) as Record<string, number>, {
		...Object.fromEntries(names.map((name) => [name, 0])),
	});
}

function increment(counts: Record<string, number>, name: unknown): void {
	const key = String(name);
	counts[key] = (counts[key] ?? 0) + 1;
}
