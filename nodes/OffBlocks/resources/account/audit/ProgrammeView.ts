import type { Address, Card } from '../../card/card';
import { factsOf, readable } from '../../card/audit/cardFacts';
import { comparable } from '../../../shared/values';
import type { Customer } from '../../customer/customer';
import type { Account } from '../account';
import type { Programme, ProgrammeCard } from './types';

/** Puts customers, accounts and cards together, whose lists come one after another. */
export class ProgrammeView implements Programme {
	readonly customers: ReadonlyMap<string, Customer>;

	readonly accounts: ReadonlyMap<string, Account>;

	readonly cards: ProgrammeCard[] = [];

	readonly cardsOf = new Map<string, ProgrammeCard[]>();

	constructor(customers: readonly Customer[], accounts: readonly Account[]) {
		this.customers = new Map(customers.map((customer) => [customer.id, customer]));
		this.accounts = new Map(accounts.map((account) => [account.id, account]));
	}

	add(given: Card): void {
		const whole = readable(given);
		const card: ProgrammeCard = factsOf(whole);
		card.addressKey = keyOf(whole.billingAddress);
		this.cards.push(card);
		const ofAccount = this.cardsOf.get(card.accountId);
		if (ofAccount) ofAccount.push(card);
		else this.cardsOf.set(card.accountId, [card]);
	}
}

/** The same for two addresses that differ in case, blanks and punctuation only. */
function keyOf(address: Partial<Address> | undefined): string | undefined {
	if (typeof address !== 'object' || address === null) return undefined;
	const { firstLine, secondLine, city, postCode, country } = address;
	if (typeof firstLine !== 'string' || typeof postCode !== 'string') return undefined;
	return comparable([firstLine, secondLine, city, postCode, country].join('\n')).replace(
		/[^\p{L}\p{N}\n]/gu,
		'',
	);
}
