import type { Card } from '../../api/types';

/** How a watched field differs from last time. */
export interface FieldChange {
	field: string;
	/** Null where there was nothing, and for an address of which only a hash was kept. */
	from: string | null;
	to: unknown;
}

/** How a card differs from last time. */
export interface CardChange {
	change: 'new' | 'changed' | 'gone';
	cardId: string;
	accountId: string | null;
	maskedPan: string | null;
	/** For people. */
	message: string;
	fields: FieldChange[];
	/** The card as it is; of one that is gone, what was remembered. */
	card: Partial<Card>;
}

export function describe(
	change: CardChange['change'],
	card: Partial<Card> & { id: string },
	fields: FieldChange[],
): CardChange {
	return {
		change,
		cardId: card.id,
		accountId: card.accountId ?? null,
		maskedPan: card.maskedPan ?? null,
		message: messageOf(change, card, fields),
		fields,
		card,
	};
}

function messageOf(
	change: CardChange['change'],
	{ type, status }: Partial<Card>,
	fields: FieldChange[],
): string {
	const what = `${type ? `${type} ` : ''}card${status ? `, ${status}` : ''}`;
	if (change === 'new') return `New ${what}`;
	if (change === 'gone') return `Not listed any more: ${what}`;
	return fields
		.map((change) =>
			change.field === 'billingAddress' ? 'billing address changed' : valuesOf(change),
		)
		.join('; ');
}

function valuesOf({ field, from, to }: FieldChange): string {
	return `${field}: ${shown(from)} → ${shown(to)}`;
}

/** A change that names the parts of an address that changed, and not what is in them. */
export function withoutAddress(change: CardChange): CardChange {
	const hidden = change.fields.filter(({ field }) => /^billingAddress\b/.test(field));
	return {
		...change,
		message: hidden.reduce(
			(message, part) => message.replace(valuesOf(part), `${part.field} changed`),
			change.message,
		),
		fields: change.fields.map((part) =>
			hidden.includes(part) ? { field: part.field, from: null, to: null } : part,
		),
	};
}

function shown(value: unknown): string {
	if (value === null || value === undefined || value === '') return 'none';
	return typeof value === 'string' ? value : JSON.stringify(value);
}
