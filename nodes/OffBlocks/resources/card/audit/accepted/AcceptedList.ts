import type { Acceptance, FindingBase } from '../types';

/** One row of the list of accepted findings, checked. */
export interface AcceptedRow {
	/** The finding's id, in lower case; or the rule's name and the card's or the account's id. */
	finding?: string;
	rule?: string;
	card?: string;
	account?: string;
	/** Unix milliseconds of the first moment at which it no longer counts; Infinity where it has no end. */
	until: number;
	reason: string;
	by: string;
}

/** Which findings somebody has accepted, and until when. */
export class AcceptedList {
	private readonly rows = new Map<string, AcceptedRow>();

	private readonly now: number;

	private readonly used = new Set<string>();

	/** @param now Unix milliseconds */
	constructor(now: number) {
		this.now = now;
	}

	/** A list of these rows. It yields often. */
	static *of(rows: readonly AcceptedRow[], now: number): Generator<void, AcceptedList> {
		const list = new AcceptedList(now);
		for (const row of rows) {
			list.add(row);
			yield;
		}
		return list;
	}

	private add(row: AcceptedRow): void {
		const key = keyOf(row);
		const other = this.rows.get(key);
		// Of several rows for one finding the one that lasts longest counts, whatever their order.
		if (!other || isStronger(row, other)) this.rows.set(key, row);
	}

	/** What the list says of a finding, also where it has ended; undefined where it says nothing. */
	acceptance({
		id,
		rule,
		cardId,
		accountId,
	}: Pick<FindingBase, 'id' | 'rule' | 'cardId' | 'accountId'>): Acceptance | undefined {
		if (!this.rows.size) return undefined;
		const keys = [keyOf({ finding: id })];
		if (cardId) keys.push(keyOf({ rule, card: cardId.toLowerCase() }));
		if (accountId) keys.push(keyOf({ rule, account: accountId.toLowerCase() }));
		const rows = keys.flatMap((key) => {
			const row = this.rows.get(key);
			if (row) this.used.add(key);
			return row ?? [];
		});
		if (!rows.length) return undefined;
		const { until, reason, by } = rows.reduce((one, other) =>
			isStronger(other, one) ? other : one,
		);
		return {
			until: until === Infinity ? null : new Date(until).toISOString(),
			reason,
			by,
			ended: until <= this.now,
		};
	}

	/** How many findings the list names, and how many of those this audit has not found. */
	get counts(): { listed: number; notFound: number } {
		return { listed: this.rows.size, notFound: this.rows.size - this.used.size };
	}
}

type Subject = Pick<AcceptedRow, 'finding' | 'rule' | 'card' | 'account'>;

function keyOf({ finding, rule, card, account }: Subject): string {
	return finding ?? `${rule}\n${card ?? `account ${account}`}`;
}

/** By its words where two end together, so that the order of the rows makes no difference. */
function isStronger(one: AcceptedRow, other: AcceptedRow): boolean {
	if (one.until !== other.until) return one.until > other.until;
	return `${one.reason}\n${one.by}` < `${other.reason}\n${other.by}`;
}
