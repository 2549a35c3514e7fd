import { ApiError } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { adviceFor } from '../../../nodes/OffBlocks/api/advice.ts';
import { readResponse } from '../../../nodes/OffBlocks/api/response.ts';

const answer = (statusCode: number, body: unknown, headers: Record<string, unknown> = {}) => ({
	statusCode,
	headers,
	body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

const never = new AbortController().signal;
const read = async (statusCode: number, body: unknown) =>
	await readResponse(answer(statusCode, body), {}, never);

async function failure(
	statusCode: number,
	body: unknown,
	headers = {},
	sent = {},
): Promise<ApiError> {
	try {
		await readResponse(answer(statusCode, body, headers), sent, never);
	} catch (error) {
		return error as ApiError;
	}
	throw new Error('no error was thrown');
}

describe('readResponse', () => {
	it('reads JSON and takes 204 for nothing', async () => {
		expect(await read(200, { id: 1 })).toEqual({ id: 1 });
		expect(await read(200, [])).toEqual([]);
		expect(await read(204, '')).toBeUndefined();
	});

	// The vendor does not publish the error body: every shape people use must come through.
	it.each([
		[{ message: 'no such account' }],
		[{ detail: 'no such account' }],
		[{ error: 'no such account' }],
		[{ error: { message: 'no such account' } }],
		[{ error: { code: 7, detail: 'no such account' } }],
		[{ title: 'no such account' }],
		[{ errors: ['no such account'] }],
		[{ errors: [{ message: 'no such account' }] }],
		[{ error: 'invalid', message: 'no such account' }],
		['no such account'],
	])('shows the words of %j', async (body) => {
		const error = await failure(404, body);
		expect(error.details.apiMessage).toBe('no such account');
		expect(error.message).toBe('Not found at OffBlocks (404: no such account)');
	});

	it.each([200, 400, 404, 500, 502, 511])(
		'does not take a page (%i) for OffBlocks',
		async (status) => {
			const page =
				'<html><head><style>b{}</style></head><body><b>no such</b> account</body></html>';
			const error = await failure(status, page);
			expect(error.kind).toBe('notOffBlocks');
			expect(error.message).toBe(
				`A proxy, a gateway or another server answered instead of OffBlocks (${status}: no such account)`,
			);
		},
	);

	it.each([400, 401, 403, 404, 405, 409, 422, 429, 500, 502, 503, 302])(
		'names %i and says what to do',
		async (status) => {
			const error = await failure(status, '');
			expect(error.message).toContain(`(${status})`);
			for (const surface of ['action', 'trigger', 'picker'] as const) {
				expect(adviceFor(error, surface).length).toBeGreaterThan(20);
			}
			expect(error.details.status).toBe(status);
		},
	);

	it('gives the request id, from the header or the body', async () => {
		expect((await failure(500, {}, { 'x-request-id': 'r-1' })).details.requestId).toBe('r-1');
		const error = await failure(500, { requestId: 'r-2' });
		expect(error.details.requestId).toBe('r-2');
		expect(adviceFor(error, 'action')).toContain('r-2');
	});

	it.each([
		['not JSON', '{"id": '],
		['an empty body', ''],
		['a page', '<html>Welcome</html>'],
	])('does not take %s for a card', async (_, body) => {
		const readFailure = await failure(200, body);
		expect(readFailure.message).toMatch(
			body.startsWith('<') ? /^A proxy, a gateway/ : /not the expected JSON/,
		);
		expect(readFailure.details.mayHaveTakenEffect).toBeUndefined();
		const write = await failure(201, body, {}, { idempotencyKey: 'k' });
		expect(write.details.mayHaveTakenEffect).toBe(true);
	});

	it.each([
		[{ message: 'This programme is closed.' }, 'an object, not a list (This programme is closed)'],
		[{ cards: [{ id: 1 }] }, 'an object, not a list'],
		[{ error: 'x'.repeat(30_000) }, 'an object, not a list'],
	])('says of an object where a list is due what it is, and that is final', async (body, said) => {
		const call = readResponse(answer(200, body), {}, never, { limit: 10 });
		const error = (await call.catch((thrown: unknown) => thrown)) as ApiError;
		expect(error.message).toBe(
			`OffBlocks answered 200 with something that is not the expected JSON: ${said}`,
		);
		expect(error.transient).toBe(false);
	});

	it('may still come right where a list is cut off', async () => {
		const call = readResponse(answer(200, '[{"id":1},'), {}, never, { limit: 10 });
		const error = (await call.catch((thrown: unknown) => thrown)) as ApiError;
		expect(error.message).toMatch(/JSON: it is cut off or malformed$/);
		expect(error.transient).toBe(true);
	});

	it('keeps a long answer short, and tokens and keys out of it', async () => {
		const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
		const pem = '-----BEGIN EC PRIVATE KEY-----\nMIGkAgEBBDD\n-----END EC PRIVATE KEY-----';
		const error = await failure(400, {
			message: `bad token ${jwt} and key ${pem} ${'x'.repeat(20_000_000)}`,
		});
		expect(error.message.length).toBeLessThan(400);
		expect(error.message).not.toContain('eyJ');
		expect(error.message).not.toContain('MIGk');
		expect(error.message).toContain('bad token [token] and key [key]');
	});
});
