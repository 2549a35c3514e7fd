// A card programme of any size, the same for the same seed: mostly in order, with some of everything else.
import type { Card } from '../nodes/OffBlocks/resources/card/card.ts';
import { Random } from '../sandbox/seed/random.mts';

const STATES: Array<readonly [Card['status'], number]> = [
	['active', 82],
	['inactive', 6],
	['terminated', 7],
	['issuing', 1],
	['suspended', 1],
	['blocked', 2],
	['issue_failed', 1],
];
const DAY = 86_400_000;
const COUNTRIES = ['GB', 'DE', 'FR', 'ES', 'IE', 'NL'];
const FIRST = 'Ada Bruno Chloe Diego Ella Finn Grace Hanna Isaac Julia Kieran Lotte'.split(' ');
const LAST = 'Palmer Keller Martin Navarro Byrne Okafor Vogel Laurent Romero Walsh'.split(' ');

/** `count` cards as the API lists them, one account each, made in the 40 months before `now`. */
export function* programme(count: number, now: number, seed = 1): Generator<Card> {
	const random = new Random(seed);
	for (let n = 0; n < count; n += 1) yield card(random, n, now);
}

function card(random: Random, n: number, now: number): Card {
	const status = random.weighted(STATES);
	const created = now - random.below(1200 * DAY) - 3 * DAY;
	// A card that is still being issued was ordered today.
	const born = status === 'issuing' ? now - random.below(DAY / 2) : created;
	const updated = born + random.below(now - born);
	const end = new Date(born + 1461 * DAY);
	const issued: Partial<Card> =
		status === 'issuing' || status === 'issue_failed'
			? {}
			: {
					name: `${FIRST[random.below(FIRST.length)]} ${LAST[random.below(LAST.length)]} ${n.toString(36)}`,
					network: random.next() < 0.5 ? 'visa' : 'mastercard',
					maskedPan: `530518******${String(random.below(10_000)).padStart(4, '0')}`,
					expirationDate: `${String(end.getUTCMonth() + 1).padStart(2, '0')}/${end.getUTCFullYear()}`,
				};
	return {
		id: random.uuid(),
		accountId: random.uuid(),
		type: random.next() < 0.8 ? 'virtual' : 'physical',
		...issued,
		billingAddress: {
			firstLine: `${random.below(400) + 1} West End Lane`,
			secondLine: 'Flat G',
			city: 'London',
			state: 'Greater London',
			// One in a hundred lives where the programme is not offered.
			country: random.next() < 0.01 ? 'NO' : COUNTRIES[random.below(COUNTRIES.length)],
			postCode: 'NW6 2FG',
		},
		status,
		createdAt: stamp(born, random),
		updatedAt: stamp(updated, random),
	};
}

/** As the API writes it: with nanoseconds. */
function stamp(at: number, random: Random): string {
	return `${new Date(at).toISOString().slice(0, -1)}${String(random.below(1_000_000)).padStart(6, '0')}Z`;
}
