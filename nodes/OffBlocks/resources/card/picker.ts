import {
	inStatus,
	pickerEntry,
	shortened,
	SHOWN,
	type Picker,
	type PickerEntry,
} from '../../shared/picker';
import { CARD_STATES, LIVE, type Card, type CardStatus } from './card';

/** A card in the editor's list, and what an account is named by. */
export interface CardEntry extends PickerEntry {
	status: CardStatus;
	accountId: string;
	holder?: string;
	type: string;
}

const ISSUING = inStatus(['issuing'], 'No longer being issued');

/** The cards of the account chosen above the field, if any, else of the programme. */
export const cardPicker: Picker<Card, CardEntry> = {
	resource: 'card',
	path(idIn) {
		const accountId = idIn('accountId');
		return accountId ? `/accounts/${accountId}/cards` : '/cards';
	},
	entry(card) {
		const { id, accountId, status, type, name: holder } = card;
		return {
			...pickerEntry(cardLabel(card), id, status, `${holder ?? ''} ${accountId}`),
			status,
			accountId,
			type,
			holder,
		};
	},
	states: CARD_STATES,
	usual: inStatus(LIVE, 'Terminated, blocked or not issued'),
	needs: {
		'simulator/authorise': inStatus(['active'], 'Not active'),
		'simulator/failCard': ISSUING,
		'simulator/issueCard': ISSUING,
	},
};

/** A card for the eye: "John Carter · visa ••••9871". Never more than the last four digits. */
export function cardLabel(card: Card): string {
	const digits = card.maskedPan ? `••••${card.maskedPan.slice(-4)}` : '';
	const number = [card.network, digits].filter(Boolean).join(' ');
	// A card that is still being issued has neither name nor number: the end of its ID tells it from others.
	const name = card.name || `${card.type} card${number ? '' : ` …${card.id.slice(-6)}`}`;
	return [shortened(name, SHOWN - number.length - 3), number].filter(Boolean).join(' · ');
}
