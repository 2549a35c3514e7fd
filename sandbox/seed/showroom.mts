import { chainIdFor } from '../accounts/change.mts';
import { plasticFor } from '../cards/issue.mts';
import type { Store } from '../store/store.mts';
import type { Card } from '../types.mts';
import type { CardStatus, CardType } from '../world.mts';
import { addressIn } from './people.mts';
import { seedShopping } from './shopping.mts';

/**
 * More sample data, with dates relative to today: something for each audit rule to find, expiries spread over
 * three years, and payments of the last 90 days. The small world of `world.mts` stays as it is beside it, and
 * the same everywhere; this one is for looking at.
 */

const DAY_MS = 86_400_000;

interface ShowCard {
	type: CardType;
	status: CardStatus;
	/** Months from this one to the one in which it expires; undefined where it was never issued. */
	expiresIn?: number;
	/** Days ago. */
	created: number;
	/** Days ago: of the last change, so since when it has its status. */
	changed: number;
	/** Whether it lacks the holder's name. */
	isNameless?: true;
}

interface ShowAccount {
	holder: string;
	country: string;
	currency: 'EUR' | 'GBP';
	cards: ShowCard[];
}

const card = (
	status: CardStatus,
	expiresIn: number | undefined,
	created: number,
	changed: number,
	type: CardType = 'virtual',
): ShowCard => ({ type, status, expiresIn, created, changed });

const person = (
	holder: string,
	country: string,
	currency: 'EUR' | 'GBP',
	...cards: ShowCard[]
): ShowAccount => ({ holder, country, currency, cards });

/** Numbered from 21, so that their ids are apart from those of the small world. */
const FIRST_NUMBER = 21;
const ACCOUNTS: readonly ShowAccount[] = [
	person('Amelia Clarke', 'GB', 'GBP', card('active', 0, 1080, 30)),
	person(
		'Benoît Lefèvre',
		'FR',
		'EUR',
		card('active', 1, 1060, 41),
		card('active', 14, 700, 12, 'physical'),
	),
	person('Carla Moreno', 'ES', 'EUR', card('active', 1, 1050, 200)),
	person('David Schulz', 'DE', 'EUR', card('active', 2, 1020, 77)),
	person('Eva Lindqvist', 'NL', 'EUR', card('active', -1, 1120, 60)),
	person('Fiona Murphy', 'IE', 'EUR', card('active', 5, 900, 8), {
		...card('inactive', 19, 520, 6, 'physical'),
		isNameless: true,
	}),
	person('Gabriel Sousa', 'PT', 'EUR', card('active', 8, 840, 15)),
	person('Helga Wagner', 'AT', 'EUR', card('inactive', 11, 760, 140)),
	person('Ivan Petrov', 'DE', 'EUR', card('suspended', 13, 690, 1)),
	person('Jack Turner', 'GB', 'GBP', card('active', 17, 560, 20)),
	person('Jack Turner', 'IE', 'EUR', card('active', 22, 420, 33)),
	person(
		'Katrin Bauer',
		'DE',
		'EUR',
		card('terminated', 10, 790, 2),
		card('active', 35, 2, 2, 'physical'),
	),
	person('Liam Evans', 'GB', 'GBP', card('issuing', undefined, 4, 4)),
	person('Marta Nowak', 'ES', 'EUR', card('issue_failed', undefined, 3, 3)),
	person('Nuno Costa', 'PT', 'EUR', card('blocked', 21, 430, 9)),
	person('Olivia Janssen', 'NL', 'EUR', card('active', 26, 300, 5), card('active', 34, 30, 29)),
];

const idOf = (letter: string, number: number) =>
	`${letter}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/**
 * Adds the showroom to a fresh store. Call it inside a transaction.
 *
 * @param now Unix milliseconds
 */
export function seedShowroom(store: Store, now = Date.now()): void {
	const ago = (days: number) => new Date(now - days * DAY_MS).toISOString();
	for (const [index, { holder, country, currency, cards }] of ACCOUNTS.entries()) {
		const number = FIRST_NUMBER + index;
		const [customerId, accountId] = [idOf('c', number), idOf('a', number)];
		const opened = ago(Math.max(...cards.map(({ created }) => created)) + 7);
		const dates = { createdAt: opened, updatedAt: opened };
		const chainId = `eip155:300:0x${String(number).padStart(40, '0')}`;
		const externalId = `customer-${number}`;
		store.entities.customers.put({
			id: customerId,
			externalId,
			chainId,
			status: 'active',
			...dates,
		});
		store.entities.nameHolder(customerId, holder);
		store.entities.accounts.put({
			id: accountId,
			customerId,
			chainId: chainIdFor(accountId, chainId),
			status: 'active',
			type: 'card_account',
			currencies: [currency],
			...dates,
		});
		for (const [at, shown] of cards.entries()) {
			const id = idOf('d', number * 100 + at + 1);
			const billingAddress = addressIn(country, `${number} Garden Square`);
			const plastic = plasticIn(id, shown.expiresIn, now);
			const { type, status, created, changed } = shown;
			const stored: Card = {
				id,
				accountId,
				type,
				...(plastic && !shown.isNameless && { name: holder }),
				...plastic,
				billingAddress,
				status,
				createdAt: ago(created),
				updatedAt: ago(changed),
			};
			store.entities.cards.put(stored);
		}
	}
	seedShopping(store, now);
}

/** What a card shows that expires this many months from now. */
function plasticIn(id: string, months: number | undefined, now: number) {
	if (months === undefined) return undefined;
	const month = new Date(now);
	month.setUTCDate(1);
	month.setUTCMonth(month.getUTCMonth() + months);
	const expirationDate = `${String(month.getUTCMonth() + 1).padStart(2, '0')}/${month.getUTCFullYear()}`;
	return { ...plasticFor(id, new Date(now)), expirationDate };
}
