// What the tests of rules over the programme look at: a customer with an account and a card, and ways to change them.
import type { Account } from '../../nodes/OffBlocks/resources/account/account';
import { auditProgramme } from '../../nodes/OffBlocks/resources/account/audit/auditProgramme';
import { ProgrammeView } from '../../nodes/OffBlocks/resources/account/audit/ProgrammeView';
import type { ProgrammeRule } from '../../nodes/OffBlocks/resources/account/audit/types';
import type { Card } from '../../nodes/OffBlocks/resources/card/card';
import type { Customer } from '../../nodes/OffBlocks/resources/customer/customer';
import { ago, cardWith, end, sceneIn } from './auditScene.mts';

export { ago };

interface Holder {
	customer: Customer;
	account: Account;
	cards: Card[];
}

let made = 0;

/** A customer with an account and a card that no rule minds, at an address of their own. */
export function holder(
	change: { customer?: object; account?: object; card?: object; cards?: object[] } = {},
): Holder {
	const number = String(++made).padStart(12, '0');
	const dates = { createdAt: ago(100), updatedAt: ago(50) };
	const customer: Customer = {
		id: `c0000000-0000-4000-8000-${number}`,
		externalId: `HR-${made}`,
		chainId: `eip155:300:0x${number}`,
		status: 'active',
		...dates,
		...change.customer,
	};
	const account: Account = {
		id: `a0000000-0000-4000-8000-${number}`,
		customerId: customer.id,
		status: 'active',
		type: 'card_account',
		currencies: ['EUR'],
		...dates,
		...change.account,
	};
	const cards = (change.cards ?? [change.card ?? {}]).map((card) =>
		cardWith({
			accountId: account.id,
			billingAddress: address(`${made} High Street`),
			...dates,
			...card,
		}),
	);
	return { customer, account, cards };
}

export const address = (firstLine: string, more: object = {}) => ({
	firstLine,
	city: 'London',
	country: 'GB',
	postCode: 'NW6 2FG',
	...more,
});

/** What a rule finds in a programme of these. */
export function inProgramme(rule: ProgrammeRule, holders: Holder[], threshold?: number) {
	const view = new ProgrammeView(
		holders.map(({ customer }) => customer),
		holders.map(({ account }) => account),
	);
	for (const card of holders.flatMap(({ cards }) => cards)) view.add(card);
	const active = {
		rule,
		severity: rule.severity,
		threshold: threshold ?? rule.threshold?.usual ?? 0,
	};
	return end(auditProgramme(view, [active], sceneIn()));
}
