import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { CARD_STATES } from '../resources/card/card';
import { allows, type States } from '../shared/states';
import { isUuid } from '../shared/uuid';
import { listCards, type CardEntry } from './lists';
import { page, type Choice } from './page';

/** Fills the editor's list of cards: of the account chosen above it, if any, else of the programme. */
export async function searchCards(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const operation = String(this.getCurrentNodeParameter('operation') ?? '');
	const accountId = this.getCurrentNodeParameter('accountId', { extractValue: true });
	const path = isId(accountId) ? `/accounts/${accountId.trim()}/cards` : '/cards';
	const cards = await listCards(this, path, !filter && !paginationToken);
	return page(cards, choiceFor(operation), filter, paginationToken);
}

/** Which cards an operation can be done to, and what is said of the others. */
export function choiceFor(operation: string): Choice<CardEntry> {
	const { transitions }: States = CARD_STATES;
	if (!Object.hasOwn(transitions, operation)) return { fits: () => true };
	return {
		fits: ({ status }) => allows(CARD_STATES, operation, status),
		unfit: `Cannot be ${transitions[operation].done}: `,
	};
}

/** An expression has no value in the editor, so the list is not narrowed by one. */
function isId(value: unknown): value is string {
	return typeof value === 'string' && isUuid(value.trim());
}
