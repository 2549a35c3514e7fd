import type { Card } from '../resources/card/card';

/** A card for the eye: "John Carter · visa ••••9871 · active". Never more than the last four digits. */
export function cardLabel(card: Card): string {
	const digits = card.maskedPan ? `••••${card.maskedPan.slice(-4)}` : '';
	const number = [card.network, digits].filter(Boolean).join(' ');
	// One that is still being issued has neither name nor number: the end of its ID tells it from others.
	const name = card.name || `${card.type} card${number ? '' : ` …${card.id.slice(-6)}`}`;
	return [name, number, card.status].filter(Boolean).join(' · ');
}
