import { Readable } from 'node:stream';
import fc from 'fast-check';
import { ApiError } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { adviceFor } from '../../../nodes/OffBlocks/api/advice.ts';
import { readResponse } from '../../../nodes/OffBlocks/api/response.ts';
import { excerpt } from '../../../nodes/OffBlocks/shared/errorWords.ts';
import { listOf, thingAsked } from '../../../nodes/OffBlocks/engine/answers.ts';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const never = new AbortController().signal;

/** What a server, or something in its place, may send as a body. */
const bodies = fc.oneof(
	fc.json().map((text) => Buffer.from(text)),
	fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
	fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
	fc
		.record({ message: fc.anything(), error: fc.anything(), errors: fc.array(fc.anything()) })
		.map((body) => Buffer.from(JSON.stringify(body) ?? '', 'utf8')),
	fc
		.constantFrom(ID, ID.toUpperCase(), ID.slice(1))
		.map((id) => Buffer.from(JSON.stringify({ id }))),
	fc.constantFrom('<html><title>502</title>', '', '[]', '{}', 'null').map((t) => Buffer.from(t)),
);
const headers = fc.dictionary(
	fc.constantFrom('retry-after', 'x-request-id', 'content-type', 'request-id'),
	fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined)),
);
const sent = fc.constantFrom({}, { idempotencyKey: '0d9e5f5e-3b1c-4f6e-8f55-6f6d2a1f2b3c' });

/** A body in pieces of the given size, as a socket has them. */
const stream = (body: Buffer, size: number) =>
	Readable.from(
		Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
			body.subarray(i * size, (i + 1) * size),
		),
	);

function expectClear(error: unknown): void {
	expect(error).toBeInstanceOf(ApiError);
	const { message, retryAfter } = error as ApiError;
	expect(message).toMatch(/OffBlocks/);
	expect(message.length).toBeLessThan(600);
	expect(adviceFor(error as ApiError, 'action')).toMatch(/\S/);
	expect(retryAfter ?? 0).toBeGreaterThanOrEqual(0);
}

it.each([false, true])('any answer: what it says, or a clear error (list: %s)', async (isList) => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(fc.constantFrom(200, 201, 204), fc.integer({ min: 100, max: 599 })),
			bodies,
			headers,
			sent,
			fc.integer({ min: 1, max: 50 }),
			async (statusCode, body, given, details, size) => {
				const response = { statusCode, headers: given, body: stream(body, size) };
				const list = isList ? { limit: 1e9 } : undefined;
				try {
					const expects = isList ? undefined : thingAsked('card', ID);
					const answer = await readResponse(response, { ...details, expects }, never, list);
					const items = isList ? listOf(answer, 'cards') : [answer];
					expect(statusCode).toBeGreaterThanOrEqual(200);
					expect(statusCode).toBeLessThan(300);
					expect(isList ? items : items[0]).toEqual(JSON.parse(body.toString()));
				} catch (error) {
					expectClear(error);
				}
			},
		),
		{ numRuns: 1_200 },
	);
});

it('cuts any words to size, hostile ones too, without getting busy', () => {
	const hostile = fc
		.array(
			fc.constantFrom(
				'<',
				'<style',
				'</style>',
				'eyJ',
				'.',
				'-----BEGIN',
				'-----END',
				'-----',
				' ',
				'a',
			),
			{ minLength: 1, maxLength: 4 },
		)
		.map((parts) => parts.join('').repeat(20_000 / parts.join('').length));
	fc.assert(
		fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 2_000 })), (text) => {
			const words = excerpt(text);
			expect(words.length).toBeLessThanOrEqual(300);
			expect(words).toMatch(/\S/);
			expect(words).not.toMatch(/eyJ[\w-]{10,}/);
		}),
		{ numRuns: 700 },
	);
});
