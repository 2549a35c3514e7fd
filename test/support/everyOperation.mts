// Every operation of the action node with parameters that are in order, and the calls of the API that it stands for.
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { dist } from './dist.mts';
import { ADDRESS, byId } from './offblocks.mts';

/** The id that Prism gives every entity, so that answers are about what was asked for. */
export const ENTITY_ID = '497f6eca-6276-4993-bfeb-53cbbbba6f08';

export interface OperationCase {
	/** Without resource and operation. */
	parameters: INodeParameters;
	/** Method and path as in the vendor's file; none for an operation that calls nobody. */
	calls: string[];
}

const card = { cardId: byId(ENTITY_ID) };
const account = { accountId: byId(ENTITY_ID) };

/** By `resource/operation`. A test compares the keys with the node: a new operation needs a row here. */
export const CASES: Record<string, OperationCase> = {
	'card/activate': { parameters: card, calls: ['PATCH /cards/{cardId}/activate'] },
	'card/audit': { parameters: {}, calls: ['GET /cards'] },
	'card/confirmChanges': { parameters: {}, calls: [] },
	'card/create': {
		parameters: {
			...account,
			type: 'physical',
			billingAddress: ADDRESS,
			shippingAddress: ADDRESS,
		},
		calls: ['POST /accounts/{accountId}/cards'],
	},
	'card/deactivate': { parameters: card, calls: ['PATCH /cards/{cardId}/deactivate'] },
	'card/get': { parameters: card, calls: ['GET /cards/{cardId}'] },
	'card/getAll': { parameters: {}, calls: ['GET /cards'] },
	'card/getAllByAccount': { parameters: account, calls: ['GET /accounts/{accountId}/cards'] },
	'card/getChanges': { parameters: {}, calls: ['GET /cards'] },
	'card/terminate': { parameters: card, calls: ['DELETE /cards/{cardId}'] },
	'card/removeRepeated': { parameters: { dedupeValue: 'event-1' }, calls: [] },
};

/** `resource/operation` of all that the node offers, read from its description. */
export function offered(): string[] {
	const { properties } = new dist.OffBlocks().description;
	const choices = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			((property.displayOptions?.show?.resource ?? []) as string[]).flatMap((resource) =>
				choices(property).map(({ value }) => `${resource}/${value}`),
			),
		)
		.sort();
}
