import type { INodeProperties } from 'n8n-workflow';
import { allowTerminate, toolDescription } from './agent';
import { audit } from './audit';
import type { CardOperation } from './CardOperation';
import { confirmChanges } from './confirmChanges';
import { create } from './create';
import { showFor } from './fields';
import { get } from './get';
import { getAll } from './getAll';
import { getAllByAccount } from './getAllByAccount';
import { getChanges } from './getChanges';
import { removeRepeated } from './removeRepeated';
import { activate, deactivate } from './setActive';
import { terminate } from './terminate';

export type { CardOperation, PreparedCall, PreparedTask, TaskTools } from './CardOperation';

/** Every operation on cards, in the order in which the editor lists them. */
const operations = [
	activate,
	audit,
	confirmChanges,
	create,
	deactivate,
	get,
	getChanges,
	getAll,
	getAllByAccount,
	removeRepeated,
	terminate,
];

export const cardOperations: Map<string, CardOperation> = new Map(
	operations.map((operation) => [operation.option.value, operation]),
);

/** All that the node's form can show. */
export const cardFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Card', value: 'card' }],
		default: 'card',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['card'] } },
		options: operations.map(({ option }) => option),
		default: 'getAll',
	},
	allowTerminate,
	...operations.flatMap(({ option, fields }) => [
		...showFor([option.value], toolDescription(option.value)),
		...fields,
	]),
];
