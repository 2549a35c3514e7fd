import { SEVERITIES } from '../../card/audit/types';
import { findingBase } from '../../card/audit/findingBase';
import { findingId } from '../../card/audit/findingId';
import type { Authorisation } from '../../authorisation/authorisation';
import { sortedBy } from '../../../engine/list/SortedItems';
import { PaymentCounts } from './PaymentCounts';
import type {
	ActivePaymentRule,
	HoldRule,
	Noticed,
	OnePaymentRule,
	Owner,
	PaidCard,
	Payment,
	PaymentFinding,
	PaymentRule,
	PaymentScene,
	SequenceRule,
	UseRule,
} from './types';

type Found<R extends PaymentRule = PaymentRule> = Omit<ActivePaymentRule, 'rule'> & {
	rule: R;
	found: PaymentFinding[];
};

/**
 * Looks at payments with all rules, those of one customer at a time. Of payments it keeps none but those that a
 * finding names; of cards, when each last paid.
 */
export class PaymentAudit {
	readonly counts: PaymentCounts;

	/** Ids of the findings that the holds which were looked at can be. */
	private readonly holdFindings = new Set<string>();

	private readonly active: Found[];

	private readonly single: Array<Found<OnePaymentRule>>;

	private readonly sequences: Array<Found<SequenceRule>>;

	/** When each card last paid, Unix milliseconds. */
	private readonly lastPaid = new Map<string, number>();

	private readonly scene: PaymentScene;

	constructor(rules: readonly ActivePaymentRule[], scene: PaymentScene) {
		this.scene = scene;
		this.counts = new PaymentCounts(scene.now);
		this.active = rules.map((rule) => ({ ...rule, found: [] }));
		this.single = this.of<OnePaymentRule>('payment');
		this.sequences = this.of<SequenceRule>('sequence');
	}

	/** Whether a rule needs to know the payment's authorisation. What is history is not worth a request. */
	needsHold(payment: Payment): boolean {
		if (payment.at < this.scene.from) return false;
		return this.single.some(({ rule }) => rule.needsHold?.(payment, this.scene));
	}

	/**
	 * Judges all payments of one customer.
	 *
	 * @param payments of all the customer's accounts that are looked at, in any order
	 */
	*judge(payments: Payment[]): Generator<void, void> {
		for (const payment of payments) {
			yield;
			this.counts.add(payment);
			this.noteUse(payment);
			for (const active of this.single) {
				const seen = active.rule.look(payment, active.threshold, this.scene);
				if (seen) this.note(active, seen);
			}
		}
		if (!this.sequences.length || !payments.length) return;
		payments.sort(byTime);
		const groups = new Map<Owner, Payment[][]>();
		for (const active of this.sequences) {
			const { by } = active.rule;
			let owned = groups.get(by);
			if (!owned) groups.set(by, (owned = grouped(payments, by)));
			for (const some of owned) {
				for (const seen of yield* active.rule.judge(some, active.threshold, this.scene)) {
					this.note(active, seen);
				}
			}
		}
	}

	/** Judges a hold whose id was given. */
	addHold(hold: Authorisation, card: PaidCard | undefined): void {
		for (const active of this.of<HoldRule>('hold')) {
			const owner = hold.cardId ?? hold.accountId;
			this.holdFindings.add(findingId(active.rule.name, owner, hold.id));
			const seen = active.rule.look(hold, active.threshold, this.scene);
			if (seen) active.found.push(this.finding(active, { card, ...seen }));
		}
	}

	/** Whether a finding of an earlier audit is about something that this one has looked at. */
	isLookedAt({ rule, id }: { rule: string; id: string }): boolean {
		return (
			!this.of<HoldRule>('hold').some(({ rule: { name } }) => name === rule) ||
			this.holdFindings.has(id)
		);
	}

	/**
	 * Whether a finding of an earlier audit is of before what this one reports.
	 *
	 * @param since Unix milliseconds
	 */
	isPast({ rule, since }: { rule: string; since?: number }): boolean {
		const active = this.active.find(({ rule: { name } }) => name === rule);
		if (active?.rule.kind !== 'payment' && active?.rule.kind !== 'sequence') return false;
		return since !== undefined && since < this.scene.from;
	}

	/** Judges how the cards were used; once, after all payments. */
	*use(cards: Iterable<PaidCard>): Generator<void, void> {
		const rules = this.of<UseRule>('use');
		if (!rules.length) return;
		for (const card of cards) {
			yield;
			for (const active of rules) {
				const last = this.lastPaid.get(card.id);
				const seen = active.rule.look(card, last, active.threshold, this.scene);
				if (seen) active.found.push(this.finding(active, seen));
			}
		}
	}

	/** @returns the findings, worst first, then by rule, then the newest first */
	*conclude(): Generator<void, PaymentFinding[]> {
		const ranked = this.active
			.map((active, place) => ({ ...active, place }))
			.sort(
				(a, b) =>
					SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.place - b.place,
			);
		const findings: PaymentFinding[] = [];
		for (const { found } of ranked) {
			for (const finding of yield* sortedBy(found, newestFirst)) findings.push(finding);
		}
		return findings;
	}

	private of<R extends PaymentRule>(kind: R['kind']): Array<Found<R>> {
		return this.active.filter(({ rule }) => rule.kind === kind) as Array<Found<R>>;
	}

	private noteUse({ debit, at, transaction: { cardId } }: Payment): void {
		if (!debit || cardId === undefined || Number.isNaN(at)) return;
		const known = this.lastPaid.get(cardId);
		if (known === undefined || at > known) this.lastPaid.set(cardId, at);
	}

	private note(active: Found, seen: Noticed): void {
		if (!(seen.since < this.scene.from)) active.found.push(this.finding(active, seen));
	}

	private finding(active: Found, seen: Noticed): PaymentFinding {
		const { payment, hold, transactionIds } = seen;
		const card = payment?.card ?? seen.card ?? null;
		const cardId = card?.id ?? payment?.transaction.cardId ?? hold?.cardId ?? null;
		const accountId = payment?.account.id ?? hold?.accountId ?? card?.accountId ?? null;
		const owner = ownerOf(active.rule, seen) ?? cardId ?? accountId ?? '';
		return {
			...findingBase(active, seen, { card, cardId, accountId }, owner),
			transaction: payment?.transaction ?? null,
			authorisationId: payment?.transaction.authorisationId ?? hold?.id ?? null,
			...(transactionIds ? { transactionIds } : {}),
		};
	}
}

/** Whom a finding about several payments is about: the last one may be of another card tomorrow. */
function ownerOf(rule: PaymentRule, { payment }: Noticed): string | undefined {
	return rule.kind === 'sequence' && payment ? keyOf(payment, rule.by) : undefined;
}

/** Of a payment without a card, the account stands for it. */
function keyOf({ transaction, account }: Payment, by: Owner): string {
	if (by === 'customer') return account.customerId;
	return by === 'card' ? (transaction.cardId ?? account.id) : account.id;
}

function grouped(payments: Payment[], by: Owner): Payment[][] {
	const groups = new Map<string, Payment[]>();
	for (const payment of payments) {
		const key = keyOf(payment, by);
		const group = groups.get(key);
		if (group) group.push(payment);
		else groups.set(key, [payment]);
	}
	return [...groups.values()];
}

/** Oldest first; what has no time comes last, and ids decide where two came at once. */
function byTime(one: Payment, other: Payment): number {
	const [a, b] = [one, other].map(({ at }) => (Number.isNaN(at) ? Infinity : at));
	if (a !== b) return a - b;
	return one.transaction.id < other.transaction.id ? -1 : 1;
}

/** By id where two are as old: accounts are read side by side, and end in any order. */
function newestFirst(one: PaymentFinding, other: PaymentFinding): number {
	const [a, b] = [one.since ?? '', other.since ?? ''];
	if (a !== b) return a < b ? 1 : -1;
	return one.id < other.id ? -1 : 1;
}
