import type { INode } from 'n8n-workflow';
import { ApiError } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { toNodeError } from '../../../nodes/OffBlocks/api/nodeError.ts';
import { ParameterError } from '../../../nodes/OffBlocks/api/ParameterError.ts';

const node = { name: 'OffBlocks', type: 'offBlocks' } as INode;

describe.each([
	'Not found at OffBlocks (404: ResourceNotFound)',
	'OffBlocks refused the request (400: conflicts with a preexisting card)',
	'OffBlocks could not be reached (ECONNREFUSED)',
])("%s: n8n puts no words of its own in the message's place", (message) => {
	it.each([
		[
			'an API error',
			new ApiError('notFound', message, { status: 404 }, { advice: 'Do this.' }),
			'Do this.',
		],
		['a parameter', new ParameterError([message]), expect.stringContaining('Nothing was sent')],
		['anything else', new Error(message), undefined],
	])('%s', (_, error, description) => {
		const shown = toNodeError(node, error, 3);
		expect(shown).toMatchObject({ message: `${message} [item 3]`, messages: [] });
		expect(shown.description).toEqual(description);
		expect(toNodeError(node, shown, 3).message).toBe(`${message} [item 3]`);
		// What n8n stores.
		expect(JSON.parse(JSON.stringify(shown)).message).toBe(`${message} [item 3]`);
	});
});
