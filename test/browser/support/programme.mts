// A card programme as it may look after two years, for pictures: most cards are in order and end in different months.
import type { Sandbox } from '../../support/sandbox.mts';

const DAY_MS = 86_400_000;
// 12 and 17 have no divisor in common: 204 cards before a name comes again.
const FIRST = 'Amelia Bram Carla Dylan Emma Florian Greta Hamza Isla Jakub Klara Luca'.split(' ');
const LAST =
	'Ashworth Brandt Conti Dufour Egan Ferrer Gruber Hughes Ilves Jonker Kaplan Lindqvist Moreau Nowak Ortega Petit Quinn'.split(
		' ',
	);
/** How many cards end in each month from the next one on: a launch, then growth. */
const ENDING = [2, 3, 1, 4, 6, 11, 9, 7, 8, 5, 6, 7, 9, 12, 10, 8, 7, 9, 11, 6, 5, 8, 10];

type Given = Record<string, unknown>;

/** Stores cards; what is planted today has the names and numbers that it has tomorrow. */
export class Programme {
	readonly #admin: Sandbox['admin'];

	#planted = 0;

	constructor({ admin }: Sandbox) {
		this.#admin = admin;
	}

	/** The quiet cards. */
	async grow(): Promise<void> {
		for (const [month, cards] of ENDING.entries()) {
			for (let i = 0; i < cards; i += 1) {
				await this.plant({ expirationDate: inMonths(month + 2), ...born(1000 - 30 * month + i) });
			}
		}
	}

	/** One more card of an account of its own; an id names one that is there already. */
	async plant(given: Given = {}): Promise<Given> {
		const n = (this.#planted += 1);
		const name = `${FIRST[n % FIRST.length]} ${LAST[n % LAST.length]}`;
		const number = { network: n % 3 ? 'visa' : 'mastercard', maskedPan: panOf(n) };
		const card = { id: idOf('e', n), accountId: idOf('f', n), name, ...number, ...given };
		return (await this.#admin.post<Given>('/cards', card)).data;
	}

	/** Stores a card that is there with other content, as changed now. */
	async change(card: Given, change: Given): Promise<void> {
		await this.#admin.patch(`/cards/${String(card.id)}`, { ...change, updatedAt: daysAgo(0) });
	}
}

export const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** A card that was made so many days ago and left alone since. */
export const born = (days: number) => ({ createdAt: daysAgo(days), updatedAt: daysAgo(days) });

/** A month from now as cards have it, MM/YYYY; 0 is this one. */
export function inMonths(months: number): string {
	const now = new Date();
	const then = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
	return `${String(then.getUTCMonth() + 1).padStart(2, '0')}/${then.getUTCFullYear()}`;
}

const idOf = (kind: string, n: number) =>
	`${kind}${(0x1000000 + n * 7919 * 31).toString(16).padStart(7, '0').slice(-7)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const panOf = (n: number) =>
	`${n % 3 ? '453211' : '530518'}******${String((n * 7919) % 10_000).padStart(4, '0')}`;
