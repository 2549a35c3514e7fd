import { chainOf } from '../engine/chains.mts';
import type { Store } from '../store/store.mts';
import type { Account, Card } from '../types.mts';
import { bulkId } from './bulkId.mts';
import { type Payer, Purchases } from './purchases.mts';
import { Random } from './random.mts';

const DAY_MS = 86_400_000;
const DAYS = 365;
/** Of all payments this share is one card's, so that one list is long. */
const BUSY_SHARE = 0.1;
/** A card pays up to so many times in a row, before the next one does. */
const IN_A_ROW = 9;

function payerOf({ id, accountId }: Card, account: Account | undefined): Payer {
	const { currencies, chainId = '' } = account ?? {};
	return { cardId: id, accountId, currency: currencies?.[0] ?? 'EUR', chain: chainOf(chainId) };
}

/** Every card that can have paid, again and again; the busy one in between. */
function* payers({ entities }: Store, random: Random): Generator<Payer> {
	let busy: Payer | undefined;
	for (;;) {
		let found = false;
		for (const page of entities.cards.texts()) {
			for (const text of page) {
				const card = JSON.parse(text) as Card;
				if (card.status === 'issuing' || card.status === 'issue_failed') continue;
				found = true;
				const payer = payerOf(card, entities.accounts.get(card.accountId));
				busy ??= payer;
				for (let row = random.below(IN_A_ROW); row >= 0; row -= 1) {
					while (random.next() < BUSY_SHARE) yield busy;
					yield payer;
				}
			}
		}
		if (!found) return;
	}
}

/** Adds captured holds and their transactions of the last year until there are so many transactions. */
export function seedBulkPayments(store: Store, wanted: number): void {
	const { authorisations, transactions } = store.entities;
	const next = { hold: authorisations.count(), transaction: transactions.count() };
	const random = new Random(next.transaction + 1);
	const paying = payers(store, random);
	const purchases = new Purchases(store, random);
	const now = store.clock.now();
	store.inBulk(wanted - next.transaction, (round) => {
		for (let made = 0; made < round; made += 1) {
			const { value: payer } = paying.next();
			if (!payer) throw new Error('There is no card that could have paid; --cards makes some up.');
			purchases.of(payer)({
				account: payer.accountId,
				card: payer.cardId,
				hold: bulkId('e', next.hold++, random),
				transaction: bulkId('f', next.transaction++, random),
				at: new Date(now - random.next() * DAYS * DAY_MS).toISOString(),
				hash: random.hex(8),
			});
		}
	});
}
