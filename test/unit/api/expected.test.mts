import type { ApiError } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { adviceFor } from '../../../nodes/OffBlocks/api/advice.ts';
import type { Expected } from '../../../nodes/OffBlocks/api/types.ts';
import { readResponse } from '../../../nodes/OffBlocks/api/response.ts';
import { ended, newThing, thingAsked } from '../../../nodes/OffBlocks/engine/answers.ts';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const OTHER = '223e4567-e89b-12d3-a456-426614174000';
const never = new AbortController().signal;

const read = async (expects: Expected, body: string, statusCode = 200) =>
	await readResponse(
		{ statusCode, headers: {}, body: Buffer.from(body) },
		{ expects, idempotencyKey: 'k' },
		never,
	).catch((error: unknown) => error as ApiError);

const thing = thingAsked('card', ID);
const made = newThing('card', ({ accountId }) => accountId === ID);
const end = ended('card', ID, 'terminated');
const list: Expected = { what: 'a list', has: ['id'], isList: true };

it.each([
	['the thing', thing, { id: ID }],
	['the thing, its id in capitals', thing, { id: ID.toUpperCase() }],
	['a new thing', made, { id: OTHER, accountId: ID }],
	['the end', end, { id: ID, status: 'terminated' }],
	['a list', list, [{ id: ID }]],
	['an empty list', list, []],
])('%s', async (_, expects, body) => {
	expect(await read(expects, JSON.stringify(body))).toEqual(body);
});

it.each([200, 202, 204])('nothing, with %i, is the end', async (status) => {
	expect(await read(end, '', status)).toBeUndefined();
	expect(await read(end, ' \n', status)).toBeUndefined();
	for (const expects of [thing, made, list]) {
		expect((await read(expects, '', status)) as ApiError).toMatchObject({
			kind: 'unexpectedAnswer',
		});
	}
});

// S5: a 2xx is no proof.
const NONE = [
	'null',
	'[]',
	'0',
	'"done"',
	'[{}]',
	'{"message":"no such card"}',
	`{"id":"${OTHER}","status":"active"}`,
];
it.each([
	...[...NONE, '{}', '{"id":7}'].map((body) => [thing, body] as const),
	...[...NONE, '{}', `{"accountId":"${ID}"}`, `{"id":"","accountId":"${ID}"}`].map(
		(body) => [made, body] as const,
	),
	...[...NONE, '{}', `{"id":"${ID}","status":"active"}`].map((body) => [end, body] as const),
	...['{}', '[null]', '[{}]', '{"message":"no such card"}'].map((body) => [list, body] as const),
])('%j is not %s', async (expects, body) => {
	const error = (await read(expects, body)) as ApiError;
	expect(error.kind).toBe('unexpectedAnswer');
	expect(error.message).toContain(`JSON that is not ${expects.what}`);
	if (body.includes('no such card')) expect(error.message).toContain('(no such card)');
	expect(error.details).toMatchObject({ status: 200, mayHaveTakenEffect: true });
	expect(error.transient).toBe(false);
	expect(adviceFor(error, 'action')).toContain('Check whether it was carried out');
});
