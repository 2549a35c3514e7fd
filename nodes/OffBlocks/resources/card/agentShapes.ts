import type { IDataObject } from 'n8n-workflow';
import type { Shape } from '../../engine/shape';
import { withoutAddress, type CardChange } from './audit';
import { simplifyCard } from './shape';

/** Findings and changes contain whole cards; a model is given them with the cards simplified. */
export const findingShape: Shape = {
	simplify: (finding) => ({ ...finding, card: simplifyCard({ ...(finding.card as IDataObject) }) }),
	fields: [
		'severity',
		'title',
		'message',
		'nextStep',
		'maskedPan',
		'cardId',
		'accountId',
		'externalId',
		'since',
		'state',
		'firstFound',
		'acceptance',
		'rule',
		'id',
		'card',
		'otherCardIds',
	],
};

/** The same for changes: of an address, only that it changed. */
export const changeShape: Shape = {
	simplify(change) {
		const plain = withoutAddress(change as unknown as CardChange);
		return { ...plain, card: simplifyCard({ ...(change.card as IDataObject) }) } as IDataObject;
	},
};
