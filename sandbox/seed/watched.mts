// A programme whose payments are in order but for what is planted: each matter that the audit of payments finds, and
// beside it one that it must not find. Whole entities, so that it can be stored by the sandbox or looked at directly.
import type { Transaction } from '../types.mts';
import { Person, SHOPS, type Watched } from './Person.mts';
import { Random } from './random.mts';

export type { Watched };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the rules that need limits must be set to, as the node's field stores it. */
export const WATCHED_RULES = {
	largePayment: { enabled: true, amount: '1000 EUR', severity: 'high' },
	spentInDay: { enabled: true, limit: '2000', per: 'card', severity: 'high' },
	spentInWeek: { enabled: true, limit: '3000', per: 'account', severity: 'high' },
	spentInMonth: { enabled: true, limit: '5000', per: 'customer', severity: 'high' },
	listedMerchant: { enabled: true, names: 'casino', ids: 'M999', mccCodes: '7995' },
	merchantCountryNotAllowed: { enabled: true, countries: ['GB', 'FR'] },
	foreignPayment: { enabled: true },
	foreignCurrency: { enabled: true },
};

/** The people of a programme, the planted ones first, then so many in order. */
export function* watchedPayments(
	now: number,
	{ ordinary = 20, cardsEach = 2, paymentsEach = 10, seed = 1 } = {},
): Generator<Watched> {
	const random = new Random(seed);
	for (const plant of PLANTS) {
		const person = new Person(random, now);
		plant(person);
		yield person.watched;
	}
	for (let n = 0; n < ordinary; n += 1) {
		const person = new Person(random, now);
		for (let more = 1; more < cardsEach; more += 1) person.card();
		for (const card of person.watched.cards) person.history(card, paymentsEach - 1);
		yield person.watched;
	}
}

const abroad = (country: string) => ({ merchant: { ...SHOPS[0]!, country } });
const at = (change: Partial<Transaction['merchant']>) => ({
	merchant: { ...SHOPS[0]!, ...change },
});

/** Ten days ago, at noon of UTC: the same day, week and month in each of Europe's zones. */
const noon = (person: Person) => {
	const { createdAt } = person.dates(10 * DAY);
	return Date.parse(createdAt) - Date.parse(`${createdAt.slice(0, 10)}T12:00:00Z`) + 10 * DAY;
};

const PLANTS: Array<(person: Person) => void> = [
	(person) => {
		person.expect(person.pay(3 * DAY, '1000'), 'largePayment');
		person.pay(4 * DAY, '999.99');
	},
	(person) => {
		const [first, second, third] = ['700', '701', '702'];
		person.pay(noon(person), first!);
		person.pay(noon(person) - HOUR, second!);
		person.expect(person.pay(noon(person) - 2 * HOUR, third!), 'spentInDay');
	},
	(person) => {
		// Exactly the limit.
		for (const [hours, amount] of ['999', '998', '3'].entries())
			person.pay(noon(person) - hours * HOUR, amount);
	},
	(person) => {
		const cards = [person.mine, person.card(), person.card(), person.card()];
		const paid = cards.map((card, n) => person.pay(noon(person) - n * HOUR, `80${n}`, {}, card));
		person.expect(paid.at(-1)!, 'spentInWeek');
	},
	(person) => {
		const cards = [person.mine, person.account(), person.account()];
		const paid = cards.flatMap((card, n) => [
			person.pay(noon(person) - n * HOUR, '990', {}, card),
			person.pay(noon(person) - n * HOUR - 30 * MINUTE, '991', {}, card),
		]);
		person.expect(paid.at(-1)!, 'spentInMonth');
	},
	(person) => {
		const run = [0, 2, 4, 6, 8].map((minutes) =>
			person.pay(3 * DAY - minutes * MINUTE, `1.0${minutes}`, at({ id: `T${minutes}` })),
		);
		person.expect(run.at(-1)!, 'cardTesting');
	},
	(person) => {
		for (const minutes of [0, 2, 4, 6, 11])
			person.pay(3 * DAY - minutes * MINUTE, `1.${minutes + 10}`);
	},
	(person) => {
		person.pay(3 * DAY, '30');
		person.expect(person.pay(3 * DAY - 5 * MINUTE, '30'), 'repeatedPayment');
		person.pay(5 * DAY, '31');
		person.pay(5 * DAY - 11 * MINUTE, '31');
	},
	(person) => {
		person.pay(60 * DAY, '8', abroad('FR'));
		person.expect(person.pay(3 * DAY, '9', abroad('FR')), 'foreignPayment');
	},
	(person) => {
		person.expect(person.pay(3 * DAY, '9', abroad('FR')), 'newCountry', 'foreignPayment');
	},
	(person) => {
		person.expect(
			person.pay(3 * DAY, '9', abroad('US')),
			'merchantCountryNotAllowed',
			'newCountry',
			'foreignPayment',
		);
	},
	(person) => {
		person.expect(person.pay(3 * DAY, '9', at({ name: 'Grand CASINO' })), 'listedMerchant');
		person.expect(person.pay(4 * DAY, '9', at({ mcc: 7995 })), 'listedMerchant');
		person.expect(person.pay(5 * DAY, '9', at({ id: 'M999' })), 'listedMerchant');
		person.pay(6 * DAY, '9', at({ name: 'Cassino', mcc: 7994, id: 'M99' }));
	},
	(person) => {
		for (const status of ['inactive', 'suspended', 'blocked', 'terminated'] as const) {
			const card = person.card({ status, updatedAt: person.dates(5 * DAY).updatedAt });
			const held = (ago: number) => ({
				authorisationId: person.hold(ago, { status: 'captured' }).id,
			});
			person.expect(person.pay(3 * DAY, '7', held(4 * DAY), card), 'unusableCard');
			person.pay(2 * DAY, '8', held(6 * DAY), card);
		}
	},
	(person) => {
		const expirationDate = '01/2024';
		const card = person.card({ expirationDate, status: 'inactive' }, false);
		const hold = person.hold(3 * DAY, { status: 'captured' });
		person.expect(person.pay(3 * DAY, '7', { authorisationId: hold.id }, card), 'unusableCard');
	},
	(person) => {
		const [late, fresh, done] = [
			person.hold(8 * DAY),
			person.hold(7 * DAY),
			person.hold(9 * DAY, { status: 'captured' }),
		];
		person.expect(late, 'pendingHold');
		person.watched.holdIds.push(late.id, fresh.id, done.id);
	},
	(person) => {
		person.expect(person.refund(3 * DAY, '5', at({ id: 'M1' })), 'refundWithoutPayment');
		person.pay(9 * DAY, '20', at({ id: 'M2' }));
		person.refund(3 * DAY, '20', at({ id: 'M2' }));
		person.pay(9 * DAY, '20', at({ id: 'M3' }));
		person.expect(person.refund(3 * DAY, '20.01', at({ id: 'M3' })), 'refundWithoutPayment');
	},
	(person) => {
		person.expect(person.pay(3 * DAY, '7', { status: 'reversed' }), 'reversedPayment');
		person.pay(3 * DAY, '8', { status: 'processing' });
	},
	(person) => {
		const fee = (tokenAmount: string) => ({ fees: [{ type: 'service' as const, tokenAmount }] });
		person.expect(person.pay(3 * DAY, '7', fee('5.000000000000000001')), 'highFees');
		person.pay(3 * DAY, '8', fee('5'));
	},
	(person) => {
		const dollars = { merchantCurrency: 'USD', merchantAmount: '8', exchangeRate: '0.9' };
		person.expect(person.pay(3 * DAY, '7', dollars), 'foreignCurrency');
	},
	(person) => {
		person.expect(person.card({}, false), 'unusedCard');
		const last = person.card({}, false);
		person.pay(92 * DAY, '7', {}, last);
		person.expect(last, 'unusedCard');
		person.pay(89 * DAY, '7', {}, person.card({}, false));
		person.card(person.dates(89 * DAY), false);
		person.card({ status: 'inactive' }, false);
	},
];
