import { simplifyForAgent } from '../../engine/toolDescription';
import { cardItem } from '../../engine/answers';
import type { CardOperation } from '../../engine/Operation';
import { explainRefusal } from './explainRefusal';
import { chooseCard, showFor } from './fields';
import { writeOptions } from '../../engine/sendingOptions';

/** `PATCH /cards/{cardId}/activate` and `…/deactivate`: the same call, there and back. */
function setActive(
	verb: 'activate' | 'deactivate',
	option: CardOperation['option'],
): CardOperation {
	return {
		option,
		fields: showFor([verb], [...chooseCard, simplifyForAgent, writeOptions]),
		prepare(parameters) {
			const cardId = parameters.id('cardId', 'Card');
			return {
				request: {
					method: 'PATCH',
					path: `/cards/${cardId}/${verb}`,
					expects: { what: 'the card asked for', id: cardId, has: ['status'] },
				},
				idempotencyKey: parameters.idempotencyKey(),
				orderKey: cardId,
				explain: explainRefusal(verb, cardId),
				toItems: cardItem(parameters),
			};
		},
	};
}

export const activate = setActive('activate', {
	name: 'Activate',
	value: 'activate',
	action: 'Activate a card',
	description: 'Unfreeze a card that was deactivated, so that it can pay again',
});

export const deactivate = setActive('deactivate', {
	name: 'Deactivate',
	value: 'deactivate',
	action: 'Deactivate a card',
	description: 'Freeze an active card: it cannot pay until it is activated again',
});
