import type { Active, CardFacts, RuleBase, Scene } from '../../card/audit/types';
import type { Customer } from '../../customer/customer';
import type { Account } from '../account';

/** What is kept of a card: not its address, but what two equal ones have in common. */
export type ProgrammeCard = CardFacts & { addressKey?: string };

/** All customers, accounts and cards, as they belong together. */
export interface Programme {
	customers: ReadonlyMap<string, Customer>;
	accounts: ReadonlyMap<string, Account>;
	/** In the API's order. */
	cards: readonly ProgrammeCard[];
	/** By account id. */
	cardsOf: ReadonlyMap<string, readonly ProgrammeCard[]>;
}

/** Something that a rule noticed. */
export interface ProgrammeNotice {
	message: string;
	/** Unix milliseconds, NaN where not known. */
	since: number;
	/** What makes it another finding when it happens again. The same today and tomorrow. */
	occurrence: string;
	/** Whose it is, where the card that it names may be another one tomorrow. */
	owner?: string;
	card?: ProgrammeCard;
	account?: Account;
	customer?: Customer;
	otherCardIds?: string[];
}

/** A rule over how customers, accounts and cards fit together. */
export interface ProgrammeRule extends RuleBase {
	/** Yields after each thing: a programme may be large. */
	judge(programme: Programme, threshold: number, scene: Scene): Generator<void, ProgrammeNotice[]>;
}

export type ActiveProgrammeRule = Active<ProgrammeRule>;
