import type { Account } from '../../account/account';
import type { Authorisation } from '../../authorisation/authorisation';
import type { Active, CardFacts, FindingBase, RuleBase, Scene } from '../../card/audit/types';
import type { Periods } from '../../../shared/periods';
import type { Transaction } from '../transaction';

/** What is kept of a card while payments are audited. */
export type PaidCard = CardFacts & {
	/** ISO 3166-1 alpha-2, upper case. */ billingCountry?: string;
};

/** What payments are looked at with. */
export interface PaymentScene extends Scene {
	periods: Periods;
	/** Unix milliseconds: what happened before is history, of which there are no findings. */
	from: number;
}

/** A transaction with what rules ask of it, read once. */
export interface Payment {
	transaction: Transaction;
	/** Unix milliseconds of `createdAt`, which is when it was captured; NaN where that cannot be read. */
	at: number;
	/** Money that went out. */
	debit: boolean;
	/** Reversed, or about to be: the money is back. */
	undone: boolean;
	/** ISO 3166-1 alpha-2 of the merchant, upper case. */
	country: string | undefined;
	account: Account;
	/** Undefined for one of no card, or of a card that the list of cards does not have. */
	card: PaidCard | undefined;
	/** Its authorisation, where a rule needed it and it could be read. */
	hold?: Authorisation;
}

/** Something that a rule noticed. */
export interface Noticed {
	/** For people; may name days, so it may read differently tomorrow. */
	message: string;
	/** Unix milliseconds from which on it has been so; NaN where that is not known. */
	since: number;
	/** What makes it another finding when it happens to the same card again. The same today and tomorrow. */
	occurrence: string;
	/** What it is about: the newest of several. */
	payment?: Payment;
	hold?: Authorisation;
	card?: PaidCard;
	/** Ids of all transactions that it is about, where those are several; 100 at most. */
	transactionIds?: string[];
}

/** A rule that looks at one payment at a time. */
export interface OnePaymentRule extends RuleBase {
	kind: 'payment';
	/** Whether the payment's authorisation must be read to judge it: a request more. */
	needsHold?(payment: Payment, scene: PaymentScene): boolean;
	look(payment: Payment, threshold: number, scene: PaymentScene): Noticed | undefined;
}

/** Whose payments belong together. */
export const OWNERS = ['card', 'account', 'customer'] as const;
export type Owner = (typeof OWNERS)[number];

/** A rule that looks at payments which follow each other. */
export interface SequenceRule extends RuleBase {
	kind: 'sequence';
	by: Owner;
	/**
	 * Yields after each payment.
	 *
	 * @param payments of one owner, the oldest first
	 */
	judge(
		payments: readonly Payment[],
		threshold: number,
		scene: PaymentScene,
	): Generator<void, Noticed[]>;
}

/** A rule over holds that have no transaction yet: of those whose ids were given. */
export interface HoldRule extends RuleBase {
	kind: 'hold';
	look(hold: Authorisation, threshold: number, scene: PaymentScene): Noticed | undefined;
}

/** A rule over how a card is used. */
export interface UseRule extends RuleBase {
	kind: 'use';
	/** @param last when the card last paid, Unix milliseconds; undefined for never */
	look(
		card: PaidCard,
		last: number | undefined,
		threshold: number,
		scene: PaymentScene,
	): Noticed | undefined;
}

export type PaymentRule = OnePaymentRule | SequenceRule | HoldRule | UseRule;
export type ActivePaymentRule = Active<PaymentRule>;

/** One thing about payments to worry about. */
export interface PaymentFinding extends FindingBase {
	/** The payment that it is about, as OffBlocks gives it; null where it is about none. */
	transaction: Transaction | null;
	transactionIds?: string[];
	authorisationId: string | null;
}
