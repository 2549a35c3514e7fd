import type { INodeProperties } from 'n8n-workflow';
import type { Card } from './card';
import { isObject, listOf, notAListOf } from '../../engine/answers';
import type { Read } from '../../engine/Operation';
import { readChoices, uuid } from '../../shared/choices';
import type { Parameters } from '../../engine/ItemParameters';

export const scopeFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		options: [
			{ name: 'All Cards of the Programme', value: 'programme' },
			{ name: 'Cards of Certain Accounts', value: 'accounts' },
		],
		default: 'programme',
		description: 'Which cards to check',
	},
	{
		displayName: 'Account IDs',
		name: 'accountIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000, 9b2d…',
		hint: 'One or more, separated by commas, or an expression that returns a list',
		description:
			"The accounts whose cards to check. Get Many shows a card's account ID in the field accountId.",
		displayOptions: { show: { scope: ['accounts'] } },
	},
];

/** What the canvas says of a scope. */
export const SCOPE_WORDS = { programme: 'all cards', accounts: 'certain accounts' };

/** The accounts to look at, each once; undefined for the whole programme. All of a tool that is kept to some are those. */
export function readScope(parameters: Parameters): string[] | undefined {
	if (parameters.value('scope', 'programme') !== 'accounts') {
		const only = parameters.onlyAccounts();
		return only && [...only];
	}
	const ids = readChoices('Account IDs', parameters.value('accountIds', ''), uuid, parameters);
	if (!ids.size) parameters.problem('Account IDs is empty');
	return [...ids];
}

/**
 * Hands the cards in scope over one by one. Those of the whole programme are handed over as they arrive
 * and not held.
 *
 * @param begin makes a receiver; called again when a list broke off and is read anew from its start
 * @returns the receiver that has seen every card once
 * @throws {ApiError}
 */
export async function readCards<Receiver extends { add(card: Card): void }>(
	read: Read,
	accountIds: string[] | undefined,
	begin: () => Receiver,
): Promise<Receiver> {
	let receiver = begin();
	if (accountIds) {
		for (const id of accountIds) {
			const path = `/accounts/${id}/cards`;
			const cards = listOf(await read({ method: 'GET', path }, { limit: Infinity }), 'cards');
			for (const card of cards) receiver.add(card as unknown as Card);
		}
		return receiver;
	}
	const hand = (card: unknown) => {
		if (!isObject(card)) throw notAListOf('cards');
		receiver.add(card as unknown as Card);
		return false;
	};
	await read(
		{ method: 'GET', path: '/cards' },
		{ limit: Infinity, keep: hand, begin: () => (receiver = begin()) },
	);
	return receiver;
}
