import { simplifyForAgent } from './agent';
import { cardItem } from './answers';
import type { CardOperation } from './CardOperation';
import { chooseCard, showFor } from './fields';
import { readOptions } from './options';

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
		return { request: { method: 'GET', path: `/cards/${cardId}` }, toItems: cardItem(parameters) };
	},
};
