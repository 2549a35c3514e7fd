import type { IDataObject } from 'n8n-workflow';
import type { Shape } from '../../engine/shape';
import { withoutAddress, type CardChange } from './audit';
import { simplifyCard } from './shape';

/** The fields that a finding of any audit has. */
export const FINDING_FIELDS = [
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
] as const;

/** What is known of a finding besides, in some audits. */
export const LIFE_FIELDS = ['nextStep', 'externalId', 'state', 'firstFound', 'acceptance'] as const;

/** Findings and changes contain whole cards; a model is given them with the cards simplified. */
export const findingShape: Shape = {
	simplify: (finding) => ({ ...finding, card: simplifyCard({ ...(finding.card as IDataObject) }) }),
	fields: [...FINDING_FIELDS, ...LIFE_FIELDS, 'otherCardIds'],
};

/** The same for changes: of an address, only that it changed. */
export const changeShape: Shape = {
	simplify(change) {
		const plain = withoutAddress(change as unknown as CardChange);
		return { ...plain, card: simplifyCard({ ...(change.card as IDataObject) }) } as IDataObject;
	},
};
