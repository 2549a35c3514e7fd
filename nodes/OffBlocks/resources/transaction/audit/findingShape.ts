import type { IDataObject } from 'n8n-workflow';
import type { Shape } from '../../../engine/shape';
import { FINDING_FIELDS, LIFE_FIELDS } from '../../card/agentShapes';
import { simplifyCard } from '../../card/shape';
import { transactionShape } from '../shape';

/** Findings hold whole payments and cards; a model is given both simplified. */
export const paymentFindingShape: Shape = {
	simplify: ({ card, transaction, ...rest }) => ({
		...rest,
		card: card ? simplified(card as IDataObject) : null,
		transaction: transaction ? transactionShape.simplify(transaction as IDataObject) : null,
	}),
	fields: [...FINDING_FIELDS, 'transaction', 'authorisationId', 'transactionIds', ...LIFE_FIELDS],
};

function simplified(card: IDataObject): IDataObject {
	return simplifyCard({ ...card, billingAddress: { country: card.billingCountry } });
}
