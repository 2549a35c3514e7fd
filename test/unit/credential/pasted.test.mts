import { pasted } from '../../../nodes/OffBlocks/shared/pasted.ts';

const UUID = '123e4567-e89b-42d3-a456-426614174000';

it.each([
	UUID,
	` ${UUID}\n`,
	`"${UUID}"`,
	`'${UUID}'`,
	`\u201c${UUID}\u201d`,
	`\u200b${UUID}\ufeff`,
	`Bearer ${UUID}`,
	`"Bearer ${UUID}"`,
	`bearer  "\u2060${UUID}" `,
	`\u00a0${UUID}\u00a0`,
])('%j', (given) => expect(pasted(given)).toBe(UUID));

it.each([undefined, null, 1, {}, '', ' "" ', '\u200b'])('nothing: %j', (given) =>
	expect(pasted(given)).toBe(''),
);

it.each(['a"b', "o'neill", 'Bearer', '"'])('leaves %j alone', (given) =>
	expect(pasted(given)).toBe(given),
);
