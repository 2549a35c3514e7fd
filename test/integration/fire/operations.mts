// The operations of the fault matrix, each on a card or an account of its own: what to set, what to look at.
import type { IDataObject } from 'n8n-workflow';
import { ADDRESS, byId, type OffBlocks } from '../../support/offblocks.mts';

/** What one input item works on. */
export interface Target {
	accountId: string;
	/** Absent for Create. */
	cardId?: string;
}

export interface MatrixOperation {
	name: string;
	method: string;
	/** Parameters of the node, reading its target from the item. */
	parameters: IDataObject;
	/** Path of the call for a target, as a regular expression. */
	path(target: Target): string;
	/** A fresh target. */
	plant(api: OffBlocks): Promise<Target>;
	/** The statuses of the account's cards before and after it took effect. */
	before: string[];
	after: string[];
	/** The output of one item that went through, by what must be in it. */
	output(target: Target): IDataObject[];
}

const card = byId('={{ $json.cardId }}');
const account = byId('={{ $json.accountId }}');

function onCard(
	name: string,
	method: string,
	before: string,
	after: string,
	pathEnd = '',
): MatrixOperation {
	return {
		name,
		method,
		parameters: { resource: 'card', operation: name, cardId: card },
		path: ({ cardId }) => `/cards/${cardId}${pathEnd}$`,
		plant: async (api) => {
			const accountId = await api.newAccount();
			return { accountId, cardId: await api.newCard({ accountId, status: before }) };
		},
		before: [before],
		after: [after],
		output: ({ cardId }) => [
			name === 'terminate' ? { id: cardId, deleted: true } : { id: cardId, status: after },
		],
	};
}

const get = onCard('get', 'GET', 'active', 'active');

/** All operations on cards but Get Many, whose one path cannot tell items apart. */
export const OPERATIONS: MatrixOperation[] = [
	{
		name: 'create',
		method: 'POST',
		parameters: {
			resource: 'card',
			operation: 'create',
			accountId: account,
			type: 'virtual',
			billingAddress: ADDRESS,
		},
		path: ({ accountId }) => `/accounts/${accountId}/cards$`,
		plant: async (api) => ({ accountId: await api.newAccount() }),
		before: [],
		after: ['issuing'],
		output: ({ accountId }) => [{ accountId, status: 'issuing' }],
	},
	get,
	{
		...get,
		name: 'getAllByAccount',
		parameters: {
			resource: 'card',
			operation: 'getAllByAccount',
			accountId: account,
			returnAll: true,
		},
		path: ({ accountId }) => `/accounts/${accountId}/cards$`,
	},
	onCard('activate', 'PATCH', 'inactive', 'active', '/activate'),
	onCard('deactivate', 'PATCH', 'active', 'inactive', '/deactivate'),
	onCard('terminate', 'DELETE', 'active', 'terminated'),
];

/** Get Many, in a sandbox that holds these cards. */
export const getMany = (ids: string[]): MatrixOperation => ({
	...get,
	name: 'getAll',
	parameters: { resource: 'card', operation: 'getAll', returnAll: true },
	path: () => '/v1/cards$',
	output: () => ids.map((id) => ({ id })),
});
