// In which form things come out: the choice Output, for people and for models.
import { NodeHelpers, type IExecuteFunctions, type INodeParameters } from 'n8n-workflow';
import { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';
import { outputFields, readShape } from '../../../nodes/OffBlocks/engine/shape.ts';
import { cardShape } from '../../../nodes/OffBlocks/resources/card/shape.ts';

const card = {
	id: 'c',
	accountId: 'a',
	status: 'active',
	billingAddress: { firstLine: '1 Street', country: 'GB' },
};

function shaped(given: Record<string, unknown>, preset?: 'simplified' | 'raw') {
	const parameters = new Parameters(
		{
			getNodeParameter: (name: string, _: number, fallback?: unknown) => given[name] ?? fallback,
			getNode: () => ({ type: 'offBlocks', parameters: given }),
		} as unknown as IExecuteFunctions,
		0,
	);
	const shaper = readShape(parameters, cardShape, preset);
	parameters.check();
	return shaper(card);
}

it.each([
	[{ output: 'raw' }, card],
	[{}, card],
	[
		{ output: 'selectedFields', fields: ['status', 'name'] },
		{ status: 'active', name: null },
	],
	[
		{ output: 'selectedFields', fields: 'ID, Account ID' },
		{ id: 'c', accountId: 'a' },
	],
])('%j', (given, wanted) => {
	expect(shaped(given)).toEqual(wanted);
});

it('simplifies, also where the node has no such field', () => {
	expect(shaped({ output: 'simplified' })).toMatchObject({ id: 'c', country: 'GB', name: null });
	expect(shaped({ output: 'simplified' })).not.toHaveProperty('billingAddress');
	expect(shaped({}, 'simplified')).toEqual(shaped({ output: 'simplified' }));
});

it.each([
	[{ output: 'everything' }, 'Output must be one of the options'],
	[{ output: 'selectedFields' }, 'Fields is empty'],
	[{ output: 'selectedFields', fields: ['pin'] }, 'Fields: there is no "pin"'],
])('refuses %j', (given, sentence) => {
	expect(() => shaped(given)).toThrow(sentence);
});

it.each([
	['simplified', 'offBlocks', 'simplified'],
	['simplified', 'offBlocksTool', 'simplified'],
	['raw', 'offBlocks', 'raw'],
	['raw', 'offBlocksTool', 'simplified'],
	[undefined, 'offBlocks', undefined],
	[undefined, 'offBlocksTool', 'simplified'],
] as const)('for people %s: %s starts with %s', (forPeople, name, preset) => {
	const fields = outputFields(cardShape, forPeople);
	const description = { name, version: 1 } as never;
	const node = { typeVersion: 1, type: name } as never;
	const shown = fields.filter(
		(field) =>
			field.name === 'output' &&
			NodeHelpers.displayParameter({} as INodeParameters, field, node, description),
	);
	expect(shown.map((field) => field.default)).toEqual(preset ? [preset] : []);
});
