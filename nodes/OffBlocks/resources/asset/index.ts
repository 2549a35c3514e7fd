import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../../engine/Entity';
import { contains } from '../../engine/list/filters';
import { listMany, type Listing } from '../../engine/list/listMany';
import { byName } from '../../engine/list/order';
import { locator } from '../../engine/locator';
import type { Parameters } from '../../engine/ItemParameters';
import type { Resource } from '../../engine/Operation';
import { WHOLE } from '../../engine/shape';

/** CAIP-2: namespace and reference of a chain. */
const CAIP_2 = '[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}';

/** A token that OffBlocks supports: `id` in CAIP-19, `blockchain` in CAIP-2, `name`, `symbol`. */
const asset: Entity = {
	noun: 'asset',
	plural: 'assets',
	one: 'an asset',
	path: '/assets',
	idField: 'assetId',
	label: 'Asset',
	choose: [],
	shape: WHOLE,
};

const assets: Listing = {
	entity: asset,
	filters: [
		contains('Name Contains', 'nameContains', (thing: IDataObject) => thing.name, 'e.g. Dai'),
		contains(
			'Symbol Contains',
			'symbolContains',
			(thing: IDataObject) => thing.symbol,
			'e.g. USDC',
		),
	],
	orders: [
		{ name: 'Name: A to Z', value: 'nameAscending', order: () => byName('name') },
		{ name: 'Symbol: A to Z', value: 'symbolAscending', order: () => byName('symbol') },
	],
};

const chainField = {
	...locator(
		'Chain',
		'chainId',
		'searchChains',
		'Return only assets on this blockchain. Leave empty for all blockchains.',
		{
			regex: CAIP_2,
			placeholder: 'e.g. eip155:42161',
			errorMessage: 'Not a CAIP-2 chain ID, e.g. eip155:42161',
		},
	),
	required: false,
};

/** `GET /assets`, of one chain with `?chain=` */
const getAll = listMany(
	assets,
	{
		description: 'List the tokens that OffBlocks supports, on one blockchain or on all',
		tool: 'Lists the tokens (assets) that OffBlocks supports, each with its CAIP-19 ID, blockchain, name and symbol. Changes nothing.',
	},
	{ fields: [chainField], path: (parameters) => `/assets${queryOf(parameters)}` },
);

function queryOf(parameters: Parameters): string {
	const chain = parameters.picked('chainId');
	if (!chain) return '';
	if (!new RegExp(`^${CAIP_2}$`).test(chain)) {
		parameters.problem(
			`Chain is not a CAIP-2 ID: "${chain.slice(0, 60)}". It should look like eip155:42161`,
		);
	}
	return `?chain=${encodeURIComponent(chain)}`;
}

export const assetResource: Resource = {
	name: 'Asset',
	plural: 'Assets',
	value: 'asset',
	operations: [getAll],
	preset: getAll,
};
