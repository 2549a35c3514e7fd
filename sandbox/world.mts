/**
 * The small world that every fresh sandbox holds: fixed customers and accounts, so that examples, demos and
 * tests can name an account before they have met the API. Plain data, no imports.
 */

export type AccountStatus = 'initiating' | 'pending' | 'active' | 'inactive' | 'closed' | 'failed';
export type CardStatus =
	| 'issuing'
	| 'issue_failed'
	| 'active'
	| 'inactive'
	| 'suspended'
	| 'blocked'
	| 'terminated';
export type CardType = 'virtual' | 'physical';

export interface DemoAccount {
	/** UUID of the account. */
	readonly id: string;
	/** UUID of the customer who owns it. */
	readonly customerId: string;
	/** Name that the account's cards carry. */
	readonly holder: string;
	readonly status: AccountStatus;
	/** ISO 3166-1 alpha-2 country of the holder's address. */
	readonly country: 'GB' | 'DE' | 'FR' | 'ES' | 'IE' | 'NL';
	/** ISO 4217 currency. */
	readonly currency: 'GBP' | 'EUR';
	/** Cards that a fresh store holds for it. */
	readonly cards: ReadonlyArray<{ readonly type: CardType; readonly status: CardStatus }>;
}

const account = (
	number: number,
	holder: string,
	country: DemoAccount['country'],
	status: AccountStatus,
	...cards: Array<`${CardType} ${CardStatus}`>
): DemoAccount => ({
	id: `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
	customerId: `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
	holder,
	status,
	country,
	currency: country === 'GB' ? 'GBP' : 'EUR',
	cards: cards.map((card) => {
		const [type, cardStatus] = card.split(' ') as [CardType, CardStatus];
		return { type, status: cardStatus };
	}),
});

/** The accounts of a fresh store. The first four are active and have no card yet: issue one there. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
	account(1, 'Ada Palmer', 'GB', 'active'),
	account(2, 'Bruno Keller', 'DE', 'active'),
	account(3, 'Chloe Martin', 'FR', 'active'),
	account(4, 'Diego Navarro', 'ES', 'active'),
	account(5, 'Ella Byrne', 'IE', 'active', 'virtual active'),
	account(6, 'Finn de Vries', 'NL', 'active', 'virtual inactive', 'physical active'),
	account(7, 'Grace Okafor', 'GB', 'active', 'virtual issuing'),
	account(8, 'Hanna Vogel', 'DE', 'active', 'virtual suspended', 'physical inactive'),
	account(9, 'Isaac Laurent', 'FR', 'active', 'virtual terminated', 'physical blocked'),
	account(10, 'Julia Romero', 'ES', 'active', 'virtual issue_failed', 'virtual active'),
	account(11, 'Kieran Walsh', 'IE', 'pending'),
	account(12, 'Lotte Smit', 'NL', 'closed', 'virtual terminated'),
];

/** The active accounts without a card. */
export const EMPTY_ACCOUNTS: readonly DemoAccount[] = DEMO_ACCOUNTS.filter(
	({ status, cards }) => status === 'active' && cards.length === 0,
);

/** What sample events are about, unless something is named: a card that is there, so that none has to be made up. */
export const SAMPLE = {
	accountId: 'a0000000-0000-4000-8000-000000000005',
	cardId: 'd0000000-0000-4000-8000-000000000501',
} as const;
