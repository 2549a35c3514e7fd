import type { INodeProperties } from 'n8n-workflow';
import { allowTerminate, toolDescription } from '../../engine/toolDescription';
import { audit } from './audit.operation';
import type { CardOperation } from '../../engine/Operation';
import { confirmChanges } from './confirmChanges.operation';
import { create } from './create.operation';
import { showFor } from './fields';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getAllByAccount } from './getAllByAccount.operation';
import { getChanges } from './getChanges.operation';
import { removeRepeated } from '../event/removeRepeated.operation';
import { activate, deactivate } from './setActive.operation';
import { terminate } from './terminate.operation';

export type { CardOperation, PreparedCall, PreparedTask, TaskTools } from '../../engine/Operation';

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
