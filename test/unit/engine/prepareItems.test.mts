import type { IExecuteFunctions } from 'n8n-workflow';
import { ParameterError } from '../../../nodes/OffBlocks/api/ParameterError.ts';
import { refuseInvalid } from '../../../nodes/OffBlocks/engine/prepareItems.ts';

const context = { getNode: () => ({ name: 'OffBlocks' }) } as unknown as IExecuteFunctions;
const wrong = (count: number) =>
	Array.from({ length: count }, (_, at) => ({ error: new ParameterError([`Wrong ${at}`]) }));

function descriptionOf(count: number): string[] {
	try {
		refuseInvalid(context, [{ value: {} as never }, ...wrong(count)]);
	} catch (error) {
		const { message, description } = error as { message: string; description: string };
		expect(message).toBe('Wrong 0 [item 1]');
		return description.split(' \n');
	}
	throw new Error('Nothing was refused');
}

it('says nothing where all items are well', () => {
	expect(() => refuseInvalid(context, [{ value: {} as never }])).not.toThrow();
});

it('names the first, and twenty of the others at most', () => {
	expect(descriptionOf(1)).toEqual(['Nothing was sent to OffBlocks.']);
	expect(descriptionOf(2).slice(1)).toEqual(['Also:', 'Wrong 1 [item 2]']);
	expect(descriptionOf(21)).toHaveLength(22);
	expect(descriptionOf(21).at(-1)).toBe('Wrong 20 [item 21]');
	expect(descriptionOf(25).slice(-2)).toEqual(['Wrong 20 [item 21]', 'and 4 more']);
});
