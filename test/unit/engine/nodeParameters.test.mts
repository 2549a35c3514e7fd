import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { NodeParameters } from '../../../nodes/OffBlocks/engine/NodeParameters.ts';

/** A context that resolves every `=…` to the item's number, and counts how often it is asked. */
function contextOf(parameters: INodeParameters) {
	const asked: string[] = [];
	const resolved = (value: unknown, item: number): unknown => {
		if (typeof value === 'string') return value.startsWith('=') ? `of item ${item}` : value;
		if (Array.isArray(value)) return value.map((entry) => resolved(entry, item));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolved(v, item)]));
	};
	const context = {
		getNode: () => ({ type: 'offBlocks', parameters }),
		getNodeParameter(name: string, item: number, fallback: unknown) {
			asked.push(name);
			const value = name
				.split('.')
				.reduce<unknown>((at, key) => (at as INodeParameters)?.[key], parameters);
			return resolved(value ?? fallback, item);
		},
	} as unknown as IExecuteFunctions;
	return { asked, parameters: new NodeParameters(context) };
}

it('reads what has no expression once for all items', () => {
	const { asked, parameters } = contextOf({ type: 'virtual', address: { city: 'London' } });
	for (const item of [0, 1, 2]) {
		expect(parameters.value('type', item)).toBe('virtual');
		expect(parameters.value('address.city', item)).toBe('London');
		expect(parameters.value('options', item, {})).toEqual({});
	}
	expect(asked).toEqual(['type', 'address.city', 'options']);
});

it.each([
	['a text', { a: '={{ $json.x }}' }, 'a', 'of item 1'],
	['a text in a collection', { a: { b: '={{ $json.x }}' } }, 'a', { b: 'of item 1' }],
	['a part of one that has an expression elsewhere', { a: { b: '=x', c: 'd' } }, 'a.c', 'd'],
	[
		'a text in a list of collections',
		{ a: { b: [{ c: '=x' }] } },
		'a',
		{ b: [{ c: 'of item 1' }] },
	],
	['a resource locator', { a: { __rl: true, mode: 'id', value: '=x' } }, 'a.value', 'of item 1'],
] as const)('resolves an expression for each item: %s', (_, written, name, second) => {
	const { asked, parameters } = contextOf(structuredClone(written) as unknown as INodeParameters);
	parameters.value(name, 0);
	expect(parameters.value(name, 1)).toEqual(second);
	expect(asked).toHaveLength(2);
});
