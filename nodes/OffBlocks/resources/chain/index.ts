import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../../engine/Entity';
import { contains } from '../../engine/list/filters';
import { listMany, type Listing } from '../../engine/list/listMany';
import { byName } from '../../engine/list/order';
import type { Resource } from '../../engine/Operation';
import { WHOLE } from '../../engine/shape';
import { chainPicker } from './picker';

/** A blockchain that OffBlocks supports: `id` in CAIP-2, `name`. */
const chain: Entity = {
	noun: 'chain',
	plural: 'chains',
	one: 'a chain',
	path: '/chains',
	idField: 'chainId',
	label: 'Chain',
	choose: [],
	shape: WHOLE,
};

const chains: Listing = {
	entity: chain,
	filters: [
		contains('Name Contains', 'nameContains', (thing: IDataObject) => thing.name, 'e.g. Arbitrum'),
	],
	orders: [{ name: 'Name: A to Z', value: 'nameAscending', order: () => byName('name') }],
};

/** `GET /chains` */
const getAll = listMany(chains, {
	description: 'List the blockchains that OffBlocks supports',
	tool: 'Lists the blockchains that OffBlocks supports, each with its CAIP-2 ID and name. Changes nothing.',
});

export const chainResource: Resource = {
	name: 'Chain',
	plural: 'Chains',
	value: 'chain',
	operations: [getAll],
	preset: getAll,
	picker: chainPicker,
};
