import type { Account } from '../../account/account';
import { countryName } from '../../../shared/countries';
import { mccGroup, mccName } from '../../../shared/mcc';
import type { Period, Periods } from '../../../shared/periods';
import { countryOf, mccOf, merchantOf } from '../../payment';
import type { PaidCard } from '../audit/types';
import type { Transaction } from '../transaction';

/** What is known of things by their ids, for the words of groups. */
export interface Names {
	cards: ReadonlyMap<string, PaidCard>;
	/** External ids of customers. */
	customers: ReadonlyMap<string, string>;
}

/** A payment as it is put into groups. */
export interface Placed {
	transaction: Transaction;
	account: Account;
	/** Unix milliseconds. */
	at: number;
	periods: Periods;
}

/** Something that payments are grouped by. */
export interface Dimension {
	name: string;
	description?: string;
	/** Whether its groups follow each other in time. */
	isTime?: true;
	/** '' for a payment that has none. */
	key(placed: Placed): string;
	/** What people call a group; undefined where the key says it. */
	label?(key: string, names: Names): string | undefined;
}

const merchant = ({ transaction }: Placed) => merchantOf(transaction as { merchant?: unknown });
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const period = (name: string, of: Period, description?: string): Dimension => ({
	name,
	description,
	isTime: true,
	key: ({ at, periods }) => periods.of(at, of),
});

/** By value, as workflows store it; in the order of the names. */
export const DIMENSIONS = {
	account: { name: 'Account', key: ({ account }) => account.id },
	card: {
		name: 'Card',
		key: ({ transaction }) => text(transaction.cardId),
		label: (key, { cards }) => cardLabel(cards.get(key)),
	},
	country: {
		name: 'Country',
		description: "The merchant's",
		key: ({ transaction }) => countryOf(transaction as { merchant?: unknown }) ?? '',
		label: countryName,
	},
	currency: {
		name: 'Currency',
		description: "The account's",
		key: ({ transaction }) => text(transaction.currency),
	},
	customer: {
		name: 'Customer',
		key: ({ account }) => account.customerId,
		label: (key, { customers }) => customers.get(key),
	},
	day: period('Day', 'day'),
	mcc: {
		name: 'MCC Code',
		description: "The merchant's category",
		key: ({ transaction }) => mccOf(transaction as { merchant?: unknown }) ?? '',
		label: mccName,
	},
	mccGroup: {
		name: 'MCC Group',
		description: 'The range of categories, e.g. Airlines',
		key(placed) {
			const code = mccOf(placed.transaction as { merchant?: unknown });
			return (code && mccGroup(code)) ?? '';
		},
	},
	merchant: {
		name: 'Merchant',
		key: (placed) => text(merchant(placed).id),
	},
	month: period('Month', 'month'),
	week: period('Week', 'week', 'From Monday on, as ISO 8601 counts them'),
} as const satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof DIMENSIONS;

/** The words for a merchant come from its payments. */
export function merchantName(placed: Placed): string {
	return text(merchant(placed).name).trim();
}

function cardLabel(card: PaidCard | undefined): string | undefined {
	const parts = [card?.name, card?.maskedPan].filter(Boolean);
	return parts.length ? parts.join(' · ') : undefined;
}
