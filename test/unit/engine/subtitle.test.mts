// The line below the node on the canvas, resolved as the editor resolves it.
import { Workflow, type INodeParameters, type INodeTypes } from 'n8n-workflow';
import { registry } from '../../../nodes/OffBlocks/resources';

const ID = 'd0000000-0000-4000-8000-000000000602';
const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;

function subtitleOf(parameters: INodeParameters): unknown {
	const node = {
		id: '1',
		name: 'OffBlocks',
		type: 'offBlocks',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(
		workflow.nodes.OffBlocks,
		registry.subtitle,
		'internal',
		{},
	);
}

const picked = (cachedResultName: string): INodeParameters => ({
	__rl: true,
	mode: 'list',
	value: ID,
	cachedResultName,
});

test.each<[string, INodeParameters]>([
	['get many: cards', {}],
	['get many: cards', { resource: 'card', operation: 'getAll', returnAll: true }],
	['deactivate: card', { operation: 'deactivate' }],
	[
		'deactivate: card',
		{ operation: 'deactivate', cardId: { __rl: true, mode: 'list', value: '' } },
	],
	[
		'deactivate: Finn ••••7879',
		{ operation: 'deactivate', cardId: picked('Finn · mastercard ••••7879') },
	],
	['get: card d0000000', { operation: 'get', cardId: { __rl: true, mode: 'id', value: ID } }],
	['get: card d0000000', { operation: 'get', cardId: { __rl: true, mode: 'list', value: ID } }],
	[
		'activate: card',
		{ operation: 'activate', cardId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
	],
	['activate: card', { operation: 'activate', cardId: '={{ $json.id }}' }],
	['get: virtual card …174000', { operation: 'get', cardId: picked('virtual card …174000') }],
	['create: Ada', { operation: 'create', accountId: picked('Ada · …000000000602') }],
	['create: customer-7', { operation: 'create', accountId: picked('customer-7 · …000000000602') }],
	['create: account …0602', { operation: 'create', accountId: picked('account …0602') }],
	['get many: account', { operation: 'getAllByAccount' }],
	['get many: Ada, Bo', { operation: 'getAllByAccount', accountId: picked('Ada, Bo · …1') }],
	[
		'delete: n8n.example.com …3d4e',
		{
			resource: 'webhook',
			operation: 'delete',
			webhookId: picked('n8n.example.com …3d4e · card'),
		},
	],
	['audit: all cards', { operation: 'audit' }],
	['get changes: certain accounts', { operation: 'getChanges', scope: 'accounts' }],
	['remove repeated events', { resource: 'event', operation: 'removeRepeated' }],
	['confirm changes', { operation: 'confirmChanges' }],
	['somethingNew', { operation: 'somethingNew' }],
])('%s', (subtitle, parameters) => {
	expect(subtitleOf(parameters)).toBe(subtitle);
});

test.each([...registry.operations.keys()])('%s has words of its own', (key) => {
	const [resource, operation] = key.split('/');
	expect(subtitleOf({ resource, operation })).not.toBe(operation);
});
