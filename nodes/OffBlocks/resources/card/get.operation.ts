import { simplifyForAgent } from '../../engine/toolDescription';
import { cardItem } from '../../engine/answers';
import type { CardOperation } from '../../engine/Operation';
import { chooseCard, showFor } from './fields';
import { readOptions } from '../../engine/sendingOptions';

/** `GET /cards/{cardId}` */
export const get: CardOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a card',
		description: 'Read one card: its status, masked number, expiry and billing address',
	},
	fields: showFor(['get'], [...chooseCard, simplifyForAgent, readOptions]),
	prepare(parameters) {
		const cardId = parameters.id('cardId', 'Card');
		return {
			request: {
				method: 'GET',
				path: `/cards/${cardId}`,
				expects: { what: 'the card asked for', id: cardId, has: ['status'] },
			},
			toItems: cardItem(parameters),
		};
	},
};
