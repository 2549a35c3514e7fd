import type { Card } from '../card';

/** How a watched field differs from last time. */
export interface FieldChange {
	field: string;
	/** Null where there was nothing, and for an address of which only a hash was kept. */
	from: string | null;
	to: unknown;
}

/** Stands for a value that is not told. */
const HIDDEN = Symbol('hidden');

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
	return sentenceOf(fields);
}

function sentenceOf(fields: FieldChange[]): string {
	return fields
		.map(({ field, from, to }) => {
			if (field === 'billingAddress') return 'billing address changed';
			return to === HIDDEN ? `${field} changed` : `${field}: ${shown(from)} → ${shown(to)}`;
		})
		.join('; ');
}

/** A change that names the parts of an address that changed, and not what is in them. */
export function withoutAddress(change: CardChange): CardChange {
	const fields = change.fields.map((part) =>
		/^billingAddress\b/.test(part.field) ? { field: part.field, from: null, to: HIDDEN } : part,
	);
	return {
		...change,
		// Made anew: what stands in the message may look like what is to be taken out.
		message: fields.length ? sentenceOf(fields) : change.message,
		fields: fields.map((part) => (part.to === HIDDEN ? { ...part, to: null } : part)),
	};
}

function shown(value: unknown): string {
	if (value === null || value === undefined || value === '') return 'none';
	return typeof value === 'string' ? value : JSON.stringify(value);
}
