import type { IDataObject } from 'n8n-workflow';
import type { Shape } from '../../engine/shape';
import { withoutAddress, type CardChange } from './audit';
import { simplifyCard } from './shape';

/** Findings and changes hold whole cards; a model is given them with the cards simplified. */
export const findingShape: Shape = {
	simplify: (finding) => ({ ...finding, card: simplifyCard({ ...(finding.card as IDataObject) }) }),
	fields: [
		'severity',
		'title',
		'message',
		'maskedPan',
		'cardId',
		'accountId',
		'since',
		'rule',
		'id',
		'card',
		'nextStep',
		'state',
		'firstFound',
		'externalId',
		'acceptance',
	],
};

/** The same for changes: of an address, only that it changed. */
export const changeShape: Shape = {
	simplify(change) {
		const plain = withoutAddress(change as unknown as CardChange);
		return { ...plain, card: simplifyCard({ ...(change.card as IDataObject) }) } as IDataObject;
	},
};
