import { Readable } from 'node:stream';
import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { send } from '../../../credentials/request/send.ts';
import { clockDifference } from '../../../nodes/OffBlocks/shared/serverClock.ts';

const URL = 'https://api.example/v1/auth/token';
const answering = (answer: (options: IHttpRequestOptions) => unknown) =>
	({
		helpers: { httpRequest: async (options: IHttpRequestOptions) => answer(options) },
	}) as unknown as IHttpRequestHelper;

/** A body that goes on for ever, a piece each `every` milliseconds. */
function endless(piece: string, every: number): Readable {
	return Readable.from(
		(async function* () {
			for (;;) {
				await new Promise((resolve) => setTimeout(resolve, every));
				yield piece;
			}
		})(),
	);
}

it('reads JSON, and text that is none', async () => {
	const read = async (text: string) => {
		const http = answering(() => ({ statusCode: 200, headers: {}, body: Readable.from([text]) }));
		return (await send(http, { url: URL })).body;
	};
	expect(await read('{"token":"t"}')).toEqual({ token: 't' });
	expect(await read('<p>')).toBe('<p>');
});

it('ends at its deadline where the answer trickles', async () => {
	const body = endless(' ', 20);
	const started = Date.now();
	const http = answering(() => ({ statusCode: 200, headers: {}, body }));
	await expect(send(http, { url: URL }, 200)).rejects.toThrow('It did not answer in time');
	expect(Date.now() - started).toBeLessThan(2_000);
	expect(body.destroyed).toBe(true);
});

it('ends at its deadline where there is no answer, and has n8n give the request up', async () => {
	let given: AbortSignal | undefined;
	const http = answering(async ({ abortSignal }) => {
		given = abortSignal as AbortSignal;
		await new Promise(() => undefined);
	});
	await expect(send(http, { url: URL }, 50)).rejects.toThrow(
		'OffBlocks could not be reached at api.example',
	);
	expect(given?.aborted).toBe(true);
});

it('reads no further than its bound', async () => {
	const body = endless('x'.repeat(64 * 1024), 0);
	const http = answering(() => ({ statusCode: 200, headers: {}, body }));
	const answer = await send(http, { url: URL });
	expect(String(answer.body)).toHaveLength(256 * 1024);
	expect(body.destroyed).toBe(true);
});

it("learns the server's time", async () => {
	const date = new Date(Date.now() + 90_000).toUTCString();
	await send(
		answering(() => ({ statusCode: 500, headers: { date }, body: '' })),
		{ url: URL },
	);
	expect(clockDifference('https://api.example')).toBeGreaterThan(88_000);
	expect(clockDifference('https://api.example')).toBeLessThanOrEqual(90_000);
});

it.each([
	['ECONNREFUSED', 'Nothing accepts connections there'],
	['ENOTFOUND', 'The host name was not found'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'TLS certificate is not trusted'],
	['EPROTO', 'Check the environment'],
])('says what %s means, and not its name, which n8n would replace', async (code, words) => {
	const http = answering(() => {
		throw Object.assign(new Error(`connect ${code} {"apiSecret":"s3cret"}`), { code });
	});
	const error = (await send(http, { url: URL }).catch((e: unknown) => e)) as Error;
	expect(error.message).toContain(words);
	expect(error.message).not.toContain(code);
	expect(JSON.stringify(error)).not.toContain('s3cret');
});
