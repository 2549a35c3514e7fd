import type { Card, CardStatus } from '../card';
import type { Calendar } from '../../../shared/Calendar';

/** From what must be seen at once to what is good to know. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What an audit looks at cards with. */
export interface Scene {
	/** Unix milliseconds; one moment for the whole audit. */
	now: number;
	calendar: Calendar;
	/** Whether this is an ISO 3166-1 alpha-2 code. */
	isCountry(code: string): boolean;
}

/** What is kept of a card for rules that look at several: 100,000 whole cards would be too many. */
export type CardFacts = Omit<Card, 'billingAddress'>;

/** Something that a rule noticed about a card. */
export interface Observation {
	card: Card | CardFacts;
	/** For people; may name days, so it may read differently tomorrow. */
	message: string;
	/** Unix milliseconds from which on it has been so; NaN where that is not known. */
	since: number;
	/**
	 * What makes it another finding when it happens to the same card again, e.g. the time of the change of
	 * status. The same today and tomorrow.
	 */
	occurrence: string;
	/** Ids of the other cards that it is about. */
	otherCardIds?: string[];
}

/** What the editor shows of a rule, whatever it looks at. */
export interface RuleBase {
	/** As stored in workflows. */
	name: string;
	/** As people read it. */
	title: string;
	/** What it is about, for the editor. */
	description: string;
	/** How bad it usually is. */
	severity: Severity;
	/** The number that the rule goes by. */
	threshold?: { label: string; usual: number; min: number; max: number };
	/** What to do about its findings, for people. */
	nextStep?: string;
	/** Of a custom rule, what must be true of a card. */
	condition?: string;
}

/** A rule that looks at one card at a time. */
export interface CardRule extends RuleBase {
	/** The only statuses that it looks at; all where absent. Most cards are active and most rules are not about those. */
	statuses?: readonly CardStatus[];
	look(card: Card, threshold: number, scene: Scene): Observation | undefined;
}

/** What cards can have in common: all of an account, or all live ones that carry a name. */
export type GroupKind = 'account' | 'name';

/** A rule that looks at several cards which belong together. */
export interface GroupRule extends RuleBase {
	by: GroupKind;
	/** Whether a card makes its group worth judging though it is alone in it. */
	concerns?(card: CardFacts): boolean;
	/**
	 * Yields after each card: a group may be as large as the programme.
	 *
	 * @param cards of one group, in the API's order
	 */
	judge(cards: CardFacts[], threshold: number, scene: Scene): Generator<void, Observation[]>;
}

export type Rule = CardRule | GroupRule;

/** A rule as the user wants it. */
export interface Active<R extends RuleBase> {
	rule: R;
	severity: Severity;
	threshold: number;
}
export type ActiveRule = Active<Rule>;

/** What every finding says, also one about something else than a card: then what it does not concern is null. */
export interface FindingBase {
	/** UUID v5: the same for the same matter each day. */
	id: string;
	rule: string;
	title: string;
	severity: Severity;
	cardId: string | null;
	accountId: string | null;
	maskedPan: string | null;
	message: string;
	/** RFC 3339 in UTC, null where not known. */
	since: string | null;
	card: Card | CardFacts | null;
	otherCardIds?: string[];
	/** What to do about it, for people. */
	nextStep?: string;
	/** Of the last audit that was remembered: not there at all, there, or accepted then and not any more. */
	state?: 'new' | 'known' | 'back';
	/** RFC 3339 in UTC: the audit that found it first, where audits are compared. */
	firstFound?: string;
	/** The customer's id in the systems of whoever runs the programme, where it was looked up. */
	externalId?: string;
	/** Who accepted it, why and until when; also where that has ended. */
	acceptance?: Acceptance;
}

/** Somebody's word that a finding is known and not to be reported for a while. */
export interface Acceptance {
	/** RFC 3339 in UTC; null where it has no end. */
	until: string | null;
	reason: string;
	by: string;
	/** Whether it has ended, so that the finding is open again. */
	ended: boolean;
}

/** One thing about a card to worry about. */
export interface Finding extends FindingBase {
	cardId: string;
	accountId: string;
	card: Card | CardFacts;
}
