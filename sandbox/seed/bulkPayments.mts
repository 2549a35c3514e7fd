import { moneyOf } from '../payments/authorisations.mts';
import { newTransaction, onChain } from '../payments/transactions.mts';
import type { Store } from '../store/store.mts';
import type { Card, Merchant } from '../types.mts';
import { Random } from './random.mts';

const DAY_MS = 86_400_000;
const DAYS = 365;
/** So many are stored at once: a kill loses that many at most, and the next start goes on. */
const AT_ONCE = 20_000;
/** Of all payments this share is one card's, so that one list is long. */
const BUSY_SHARE = 0.1;

const SHOPS: readonly Merchant[] = [
	{ id: 'M3001', name: 'Corner Grocer', mcc: 5411, country: 'IE', city: 'Dublin' },
	{ id: 'M3002', name: 'Northern Rail', mcc: 4112, country: 'GB', city: 'Leeds' },
	{ id: 'M3003', name: 'Harbour Vet', mcc: 742, country: 'NL', city: 'Amsterdam' },
	{ id: 'M3004', name: 'City Books', mcc: 5942, country: 'DE', city: 'Berlin' },
];

/** Every card that can have paid, again and again; the busy one in between. */
function* payers(store: Store, random: Random): Generator<Card> {
	let busy: Card | undefined;
	for (;;) {
		let found = false;
		for (const page of store.entities.cards.texts()) {
			for (const text of page) {
				const card = JSON.parse(text) as Card;
				if (card.status === 'issuing' || card.status === 'issue_failed') continue;
				found = true;
				busy ??= card;
				while (random.next() < BUSY_SHARE) yield busy;
				yield card;
			}
		}
		if (!found) return;
	}
}

/** Adds captured holds and their transactions of the last year until there are so many transactions. */
export function seedBulkPayments(store: Store, wanted: number): void {
	let left = wanted - store.entities.transactions.count();
	const random = new Random(store.entities.transactions.count() + 1);
	const cards = payers(store, random);
	while (left > 0) {
		const round = Math.min(left, AT_ONCE);
		store.transaction(() => {
			for (let made = 0; made < round; made += 1) {
				const { value: card } = cards.next();
				if (!card) throw new Error('There is no card that could have paid');
				seedPayment(store, card, random);
			}
		});
		left -= round;
	}
}

function seedPayment(store: Store, { id: cardId, accountId }: Card, random: Random): void {
	const amount = `${1 + random.below(300)}.${10 + random.below(90)}`;
	const currency = random.next() < 0.8 ? 'EUR' : 'GBP';
	const money = moneyOf(store, accountId, amount, currency, random.pick(SHOPS));
	const at = new Date(store.clock.now() - random.next() * DAYS * DAY_MS).toISOString();
	const dates = { createdAt: at, updatedAt: at };
	const id = random.uuid();
	const { authorisations, transactions } = store.entities;
	authorisations.put({ id, accountId, cardId, status: 'captured', ...money, ...dates });
	const owner = { accountId, cardId, authorisationId: id };
	const begun = { ...newTransaction(store, owner, money), id: random.uuid(), ...dates };
	transactions.put(onChain(begun, 'processed'));
}
