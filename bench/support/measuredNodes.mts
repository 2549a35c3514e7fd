// The nodes that are measured: ours, and n8n's own for the same job.
import type { Measured } from './bigWorkflow.mts';

/** A resource locator of the item's own id. */
export const byId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
export const ADDRESS = {
	firstLine: '1 Street',
	city: 'London',
	country: 'GB',
	postCode: 'NW6 2FG',
};

export const ours = (operation: string, parameters: object): Measured => ({
	type: 'n8n-nodes-offblocks.offBlocks',
	typeVersion: 1,
	parameters: { resource: 'card', operation, ...parameters },
});

export const getCard = (options: object): Measured => ours('get', { cardId: byId, options });

export const createCard = (options: object): Measured =>
	ours('create', {
		accountId: byId,
		type: 'virtual',
		billingAddress: { address: ADDRESS },
		options,
	});

/** n8n's HTTP Request node with our credential, its defaults. @param path with expressions of the item */
export const httpRequest = (
	baseUrl: string,
	path = '/cards/{{ $json.id }}',
	parameters: object = {},
): Measured => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.3,
	parameters: {
		...parameters,
		url: `=${baseUrl}${path}`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'offBlocksApi',
		options: {},
	},
});
