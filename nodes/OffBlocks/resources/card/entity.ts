import type { Entity } from '../../engine/Entity';
import { CARD_STATES } from './card';
import { chooseCard } from './fields';
import { cardShape } from './shape';

export const card: Entity = {
	noun: 'card',
	plural: 'cards',
	one: 'a card',
	path: '/cards',
	idField: 'cardId',
	label: 'Card',
	choose: chooseCard,
	shape: cardShape,
	states: CARD_STATES,
};
