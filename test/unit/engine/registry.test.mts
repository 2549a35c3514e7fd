// A node made from resources: what would replace something else without a word must not load.
import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import type { CallOperation, Resource } from '../../../nodes/OffBlocks/engine/Operation.ts';
import { register } from '../../../nodes/OffBlocks/engine/registry.ts';
import { registry } from '../../../nodes/OffBlocks/resources/index.ts';

const operation = (value: string, more: Partial<CallOperation> = {}): CallOperation => ({
	kind: 'call',
	option: { name: value, value, action: `Do ${value}`, description: value },
	fields: [{ displayName: 'Field', name: `${value}Field`, type: 'string', default: '' }],
	subtitle: value,
	tool: `Tool ${value}`,
	risk: 'read',
	prepare: () => ({ request: { method: 'GET', path: '/' }, toItems: () => [] }),
	...more,
});
const resource = (value: string, ...operations: CallOperation[]): Resource => ({
	name: value,
	plural: `${value}s`,
	value,
	operations,
	preset: operations[0],
});

it('keeps operations of one name on two resources apart', () => {
	const { operations } = register([
		resource('card', operation('get')),
		resource('account', operation('get')),
	]);
	expect([...operations.keys()]).toEqual(['card/get', 'account/get']);
});

it('refuses what would take the place of something else', () => {
	expect(() => register([resource('card', operation('get'), operation('get'))])).toThrow(
		'two operations card/get',
	);
	expect(() =>
		register([resource('card', operation('get')), resource('card', operation('get'))]),
	).toThrow('two operations card/get');
	expect(() =>
		register([{ ...resource('card', operation('get')), preset: operation('get') }]),
	).toThrow('preset of the resource card is none');
});

describe('the credential', () => {
	const local = { needsCredential: false } as const;

	it.each<[string, Resource[], object | undefined]>([
		['everywhere', [resource('card', operation('get'))], undefined],
		[
			'but for an operation',
			[resource('card', operation('get'), operation('confirm', local))],
			{ hide: { operation: ['confirm'] } },
		],
		[
			'but for a resource, whose operations have the name of others',
			[resource('card', operation('get')), resource('event', operation('get', local))],
			{ hide: { resource: ['event'] } },
		],
	])('is shown %s', (_, resources, display) => {
		expect(register(resources).credentialDisplay).toEqual(display);
	});

	it('cannot be hidden for an operation whose name another one has', () => {
		expect(() =>
			register([
				resource('card', operation('get')),
				resource('key', operation('make'), operation('get', local)),
			]),
		).toThrow('operation get needs the credential');
	});
});

it('shows each field for its own resource and operation only', () => {
	const { properties } = register([
		resource('card', operation('get'), operation('list')),
		resource('account', operation('get')),
	]);
	const shown = (parameters: INodeParameters) =>
		properties
			.filter((property: INodeProperties) =>
				NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 } as never, null),
			)
			.map(({ name }) => name);
	expect(shown({ resource: 'card', operation: 'list' })).toEqual([
		'resource',
		'operation',
		'listField',
	]);
	expect(shown({ resource: 'account', operation: 'get' })).toEqual([
		'resource',
		'operation',
		'getField',
	]);
});

it('every operation of the node says what a model has to know', () => {
	for (const [key, { operation: real }] of registry.operations) {
		expect([key, real.tool]).toEqual([key, expect.stringMatching(/^[A-Z].+\.$/)]);
		// What has an effect must not be called harmless.
		if (real.risk !== 'read') expect(real.tool).not.toMatch(/Changes nothing/);
		if (real.risk === 'irreversible') expect(real.tool).toMatch(/IRREVERSIBLE/);
	}
});

it('what ends a thing for good says so before anything is chosen, and nothing else does', () => {
	const notices = [...registry.operations].flatMap(([key, { operation }]) =>
		operation.fields
			.filter(({ type }) => type === 'notice')
			.map(({ displayName }) => [key, displayName]),
	);
	const ended = notices.filter(([, words]) => /cannot be undone/i.test(words)).map(([key]) => key);
	expect(ended).toEqual(expect.arrayContaining(['account/close', 'card/terminate']));
	for (const [, words] of notices) expect(words).toBeTruthy();
});
