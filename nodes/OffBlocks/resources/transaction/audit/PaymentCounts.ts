import { isDecimal } from '../../../shared/decimals';
import { increment, inOrder, zeros, type Tally } from '../../../shared/tally';
import { DIRECTIONS, TRANSACTION_STATUSES } from '../transaction';
import { Money, type MoneyCount } from './Money';
import { PaymentActivity } from './PaymentActivity';
import type { Payment } from './types';

export type { MoneyCount } from './Money';

const STATUSES = Object.keys(TRANSACTION_STATUSES);
const WAYS = DIRECTIONS.map(({ value }) => value);

/** What the payments of an audit are, in numbers. */
export class PaymentCounts {
	transactions = 0;

	/** What the API may add to its vocabulary is counted too. */
	private readonly statuses = zeros(STATUSES);

	private readonly directions = zeros(WAYS);

	readonly activity: PaymentActivity;

	private readonly money = new Money();

	private first = Infinity;

	private last = -Infinity;

	/** @param now Unix milliseconds */
	constructor(now: number) {
		this.activity = new PaymentActivity(now);
	}

	add({ transaction, at, debit, undone }: Payment): void {
		this.transactions += 1;
		increment(this.statuses, transaction.status);
		increment(this.directions, transaction.direction);
		if (at < this.first) this.first = at;
		if (at > this.last) this.last = at;
		if (undone) return;
		const { currency, amount } = transaction;
		if (!isDecimal(amount)) return;
		this.money.add(currency, amount, debit);
		this.activity.add(at, currency, amount, debit);
	}

	get byStatus(): Tally {
		return inOrder(this.statuses, STATUSES);
	}

	get byDirection(): Tally {
		return inOrder(this.directions, WAYS);
	}

	/** By currency, what was not reversed; the most payments first. */
	byCurrency(): MoneyCount[] {
		return this.money.counts();
	}

	/** The times of the first and the last payment, RFC 3339 in UTC; null where there is none. */
	range(): { firstPaymentAt: string | null; lastPaymentAt: string | null } {
		return { firstPaymentAt: stamp(this.first), lastPaymentAt: stamp(this.last) };
	}
}

function stamp(at: number): string | null {
	return Number.isFinite(at) ? new Date(at).toISOString() : null;
}
