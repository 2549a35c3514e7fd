import type { INodeProperties } from 'n8n-workflow';
import { unlessSwitchedOff } from '../../engine/toolDescription';
import type { CardOperation } from '../../engine/Operation';
import { explainRefusal } from './explainRefusal';
import { chooseCard, showFor } from './fields';
import { writeOptions } from '../../engine/sendingOptions';

const notice: INodeProperties = {
	displayName:
		'This cannot be undone: a terminated card never pays again. Holds that are pending on it can last up to 30 more days. To stop a card for a while, use Deactivate.',
	name: 'terminateNotice',
	type: 'notice',
	default: '',
};

/** `DELETE /cards/{cardId}`, answered with 204 and no body. */
export const terminate: CardOperation = {
	option: {
		name: 'Terminate',
		value: 'terminate',
		action: 'Terminate a card',
		description: 'End a card for good. This is irreversible.',
		displayOptions: unlessSwitchedOff,
	},
	fields: showFor(['terminate'], [notice, ...chooseCard, writeOptions]),
	prepare(parameters) {
		const cardId = parameters.id('cardId', 'Card');
		parameters.requireForAgent(
			'allowTerminate',
			'Terminating cards is not allowed to AI agents here. A person can allow it in this node: "Let the AI Agent Terminate Cards"',
		);
		return {
			request: {
				method: 'DELETE',
				path: `/cards/${cardId}`,
				expects: {
					what: 'the card asked for, terminated',
					id: cardId,
					fits: ({ status }) => status === 'terminated',
					mayBeEmpty: true,
				},
			},
			idempotencyKey: parameters.idempotencyKey(),
			orderKey: cardId,
			explain: explainRefusal('terminate', cardId),
			toItems: () => [{ id: cardId, deleted: true }],
		};
	},
};
