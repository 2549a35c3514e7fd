import type { IDataObject } from 'n8n-workflow';
import { sameId } from '../../api/expected';
import { newThing } from '../../engine/answers';
import type { CallOperation } from '../../engine/Operation';
import { writeOptions } from '../../engine/sendingOptions';
import { outputFields, readShape } from '../../engine/shape';
import { isPositive, readDecimal } from '../../shared/decimals';
import { plainText } from '../../shared/values';
import { authorisationShape } from '../authorisation';
import { chooseCard } from '../card/fields';

/** `POST /simulator/cards/{cardId}/authorisation`, answered with the authorisation, which is still pending. */
export const authorise: CallOperation = {
	kind: 'call',
	option: {
		name: 'Authorise',
		value: 'authorise',
		action: 'Simulate a payment with a card',
		description:
			'A merchant requests an amount from a card: creates an authorisation and, if you choose so, captures it. Works only in the OffBlocks sandbox.',
	},
	fields: [
		...chooseCard,
		{
			displayName: 'Amount',
			name: 'amount',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 12.50',
			description: 'A decimal number in the currency below',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. EUR',
			description: 'Three-letter ISO 4217 code',
		},
		{
			displayName: 'Capture',
			name: 'capture',
			type: 'boolean',
			default: true,
			description:
				'Whether the merchant captures the amount immediately. If not, the authorisation stays pending until Capture or Release.',
		},
		...outputFields(authorisationShape, 'raw'),
		writeOptions(),
	],
	subtitle: 'authorise: {cardId}',
	tool: 'Simulates a card payment in the sandbox: needs the card ID (a UUID), an amount and a currency. Creates an authorisation and, if it is captured, a transaction a moment later.',
	risk: 'create',
	prepare(parameters) {
		const cardId = parameters.id('cardId', 'Card');
		const amount = plainText(parameters.value('amount'));
		const decimal = readDecimal(amount);
		if (!decimal || !isPositive(decimal)) {
			parameters.problem(
				`Amount is not a decimal number above 0: "${amount.slice(0, 60)}". Write it like 20 or 20.50`,
			);
		}
		const currency = plainText(parameters.value('currency')).toUpperCase();
		if (!/^[A-Z]{3}$/.test(currency)) {
			parameters.problem(`Currency is not a three-letter code: "${currency.slice(0, 60)}"`);
		}
		const capture = parameters.value('capture', true) === true;
		const shaped = readShape(parameters, authorisationShape);
		return {
			request: {
				method: 'POST',
				path: `/simulator/cards/${cardId}/authorisation`,
				body: { amount, currency, capture },
				expects: newThing('authorisation', (thing) => sameId(thing.cardId, cardId)),
			},
			idempotencyKey: parameters.idempotencyKey(),
			orderKey: cardId,
			toItems: (authorisation) => [shaped(authorisation as IDataObject)],
		};
	},
};
