import {
	ApiError,
	type FailureDetails,
	type FailureHints,
} from '../../../nodes/OffBlocks/api/ApiError.ts';
import { isNotSent } from '../../../nodes/OffBlocks/api/cancelled.ts';
import { connectionError } from '../../../nodes/OffBlocks/api/connection.ts';
import { Pace } from '../../../nodes/OffBlocks/api/Pace.ts';
import type { Sent } from '../../../nodes/OffBlocks/api/Sent.ts';
import { httpError } from '../../../nodes/OffBlocks/api/refusal.ts';
import { retryDelay, withRetries, type RetryPolicy } from '../../../nodes/OffBlocks/api/retry.ts';
import { runConcurrently } from '../../../nodes/OffBlocks/engine/runConcurrently.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const KEY = '0d9e5f5e-3b1c-4f6e-8f55-6f6d2a1f2b3c';

function policyOf(change: Partial<RetryPolicy> = {}): RetryPolicy {
	const { stop } = change;
	return { maxRetries: 3, deadline: 600_000, pace: new Pace(0, stop), ...change };
}

const failing = (hints: FailureHints = { transient: true }, details: FailureDetails = {}) =>
	new ApiError(details.status === 429 ? 'slowDown' : 'serverTrouble', 'it failed', details, hints);

/** An error as the given status makes it. */
async function ofStatus(status: number, headers = {}, sent: Sent = {}): Promise<ApiError> {
	const response = { statusCode: status, headers, body: Buffer.from('') };
	return await httpError(response, sent, new AbortController().signal);
}

/** Runs the call while the clock runs as far as it likes. */
async function finish(call: Promise<unknown>): Promise<{ value?: unknown; error?: ApiError }> {
	const outcome = call.then(
		(value) => ({ value }),
		(error: ApiError) => ({ error }),
	);
	await jest.runAllTimersAsync();
	return await outcome;
}

/** An attempt that throws the given errors in turn and then succeeds; it notes when it was called. */
function attempts(...errors: ApiError[]) {
	const at: number[] = [];
	const start = Date.now();
	return {
		at,
		attempt: async () => {
			at.push(Date.now() - start);
			const error = errors.shift();
			if (error) throw error;
			return 'done';
		},
	};
}

describe('what is tried again', () => {
	it.each([408, 409, 429, 500, 502, 503, 504])('%i', async (status) => {
		// 409: where an attempt before may be under way.
		const again = async () => await ofStatus(status, {}, { unknownBefore: true });
		const { at, attempt } = attempts(await again(), await again());
		expect(await finish(withRetries(attempt, policyOf()))).toEqual({ value: 'done' });
		expect(at).toHaveLength(3);
	});

	it.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNABORTED', 'EAI_AGAIN', 'EPIPE'])(
		'%s',
		async (code) => {
			const { at, attempt } = attempts(connectionError(Object.assign(new Error(), { code }), {}));
			expect(await finish(withRetries(attempt, policyOf()))).toEqual({ value: 'done' });
			expect(at).toHaveLength(2);
		},
	);

	it.each([300, 307, 400, 401, 403, 404, 405, 407, 409, 410, 422])('not %i', async (status) => {
		const first = await ofStatus(status);
		const { at, attempt } = attempts(first);
		expect(await finish(withRetries(attempt, policyOf()))).toEqual({ error: first });
		expect(at).toHaveLength(1);
	});

	it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
		'not %s',
		async (code) => {
			const first = connectionError(Object.assign(new Error(), { code }), {});
			const { at, attempt } = attempts(first);
			expect(await finish(withRetries(attempt, policyOf()))).toEqual({ error: first });
			expect(at).toHaveLength(1);
		},
	);

	it('not what nobody foresaw, and the error is still one of ours', async () => {
		const attempt = jest.fn().mockRejectedValue(new TypeError('x is not a function'));
		const { error } = await finish(withRetries(attempt, policyOf()));
		expect(error).toBeInstanceOf(ApiError);
		expect(attempt).toHaveBeenCalledTimes(1);
	});
});

describe('how often and how long', () => {
	it.each([0, 1, 10])('%i retries and no more', async (maxRetries) => {
		const attempt = jest.fn().mockImplementation(async () => {
			throw failing();
		});
		const { error } = await finish(withRetries(attempt, policyOf({ maxRetries })));
		expect(attempt).toHaveBeenCalledTimes(maxRetries + 1);
		expect(error?.details.attempts).toBe(maxRetries ? maxRetries + 1 : undefined);
	});

	it('says how often, over how long, and the last answer', async () => {
		const slow = failing({ transient: true, retryAfter: 2_000 });
		const { attempt } = attempts(slow, slow, await ofStatus(404));
		const { error } = await finish(withRetries(attempt, policyOf()));
		expect(error?.message).toMatch(/\(404\), after 3 attempts in 4 s$/);
		expect(error?.details).toMatchObject({ status: 404, attempts: 3, seconds: 4 });
	});

	it('begins no attempt after the deadline', async () => {
		const slow = failing({ transient: true, retryAfter: 40_000 });
		const { at, attempt } = attempts(slow, slow, slow, slow);
		const { error } = await finish(withRetries(attempt, policyOf({ deadline: 100_000 })));
		expect(at).toEqual([0, 40_000, 80_000]);
		// It gives up at once, and does not wait for the deadline first.
		expect(error?.details).toMatchObject({ attempts: 3, seconds: 80 });
	});

	it('begins none either where others held it back beyond the deadline', async () => {
		const policy = policyOf({ deadline: 10_000 });
		const { at, attempt } = attempts(failing({ transient: true, retryAfter: 1_000 }));
		const call = withRetries(attempt, policy);
		await jest.advanceTimersByTimeAsync(500);
		policy.pace.pause(20_000);
		expect((await finish(call)).error?.details).not.toHaveProperty('attempts');
		expect(at).toEqual([0]);
	});

	// One Pace for all, as in a run: a turn that is not given back would hold up the others for ever.
	it.each([
		['always', Infinity],
		['for 15 minutes', 900_000],
	])('comes to an end where the API asks %s to wait a minute', async (_, outage) => {
		const policy = policyOf();
		const start = Date.now();
		const attempt = async () => {
			if (Date.now() - start < outage)
				throw failing({ transient: true, retryAfter: 60_000 }, { status: 429 });
		};
		const settled: string[] = [];
		const run = async (index: number) => {
			settled[index] = await withRetries(attempt, policy).then(
				() => 'done',
				(error: ApiError) => (error.details.status === 429 ? 'refused' : error.message),
			);
			return true;
		};
		void runConcurrently(20, 5, () => undefined, run);
		await jest.advanceTimersByTimeAsync(24 * 3_600_000);
		const refused = settled.filter((outcome) => outcome === 'refused').length;
		expect(settled).toHaveLength(20);
		expect(settled.filter((outcome) => outcome === 'done')).toHaveLength(20 - refused);
		if (outage === Infinity) expect(refused).toBe(20);
		else expect(refused).toBeLessThan(10);
	});

	it('counts the deadline from the first attempt, not from the wait for it', async () => {
		const policy = policyOf({ deadline: 1_000 });
		policy.pace.pause(60_000);
		const { at, attempt } = attempts(failing({ transient: true, retryAfter: 500 }));
		expect(await finish(withRetries(attempt, policy))).toEqual({ value: 'done' });
		expect(at).toEqual([60_000, 60_500]);
	});
});

describe('retryDelay', () => {
	it('doubles its upper bound from half a second to 30 s, and takes any time below (full jitter)', () => {
		const bound = (attempt: number) => retryDelay(failing(), attempt, () => 1);
		expect([1, 2, 3, 4, 5, 6, 7, 8, 10].map(bound)).toEqual([
			500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
		]);
		expect(retryDelay(failing(), 5, () => 0)).toBe(0);
		expect(retryDelay(failing(), 5, () => 0.25)).toBe(2_000);
	});

	it('gives an attempt that is still being carried out (409) the whole time', async () => {
		const inFlight = await ofStatus(409, {}, { keyIsUsers: true });
		expect([1, 2, 3].map((attempt) => retryDelay(inFlight, attempt, () => 0))).toEqual([
			500, 1_000, 2_000,
		]);
	});

	it('is random by itself', () => {
		const delays = new Set(Array.from({ length: 20 }, () => retryDelay(failing(), 5)));
		expect(delays.size).toBeGreaterThan(15);
	});

	it('is what the API asked for, up to a minute', () => {
		const delay = (retryAfter: number) => retryDelay(failing({ retryAfter }), 1, () => 0.5);
		expect([0, 7_000, 60_000, 86_400_000].map(delay)).toEqual([0, 7_000, 60_000, 60_000]);
	});
});

describe('whether a write may have taken effect', () => {
	const sent = { idempotencyKey: KEY };

	it.each([408, 500, 502, 503])('%i leaves it open', async (status) => {
		expect((await ofStatus(status, {}, sent)).details.mayHaveTakenEffect).toBe(true);
		expect((await ofStatus(status)).details).not.toHaveProperty('mayHaveTakenEffect');
	});

	it.each([400, 401, 403, 404, 407, 409, 429, 511])('%i does not', async (status) => {
		expect((await ofStatus(status, {}, sent)).details).not.toHaveProperty('mayHaveTakenEffect');
	});

	it.each([
		[409, { unknownBefore: true }, 'keyInFlight', true],
		[409, { keyIsUsers: true }, 'keyInFlight', true],
		[409, {}, 'conflict', undefined],
		// A key that nobody else has was used before: by this write, with other values.
		[422, {}, 'keyReused', true],
		[422, { keyIsUsers: true }, 'keyReused', undefined],
	])('%i after %j: %s', async (status, history, kind, open) => {
		const error = await ofStatus(status, {}, { ...sent, ...history });
		expect(error.kind).toBe(kind);
		expect(error.details.mayHaveTakenEffect).toBe(open);
		expect(error.transient).toBe(kind === 'keyInFlight');
	});
});

describe('stopping', () => {
	it('before its turn: nothing is sent', async () => {
		const stop = new AbortController();
		const policy = policyOf({ stop: stop.signal });
		policy.pace.pause(60_000);
		const attempt = jest.fn();
		const call = withRetries(attempt, policy).catch((error: unknown) => error);
		await jest.advanceTimersByTimeAsync(10);
		stop.abort();
		expect(isNotSent(await call)).toBe(true);
		expect(attempt).not.toHaveBeenCalled();
	});

	it.each([
		['backoff', failing()],
		['Retry-After', failing({ transient: true, retryAfter: 60_000 })],
	])('while it waits for the next attempt (%s): the last failure, at once', async (_, error) => {
		jest.spyOn(Math, 'random').mockReturnValue(0.9);
		const stop = new AbortController();
		const { at, attempt } = attempts(error, error);
		const call = withRetries(attempt, policyOf({ stop: stop.signal })).catch((e: unknown) => e);
		await jest.advanceTimersByTimeAsync(10);
		stop.abort();
		expect(await call).toBe(error);
		expect(at).toHaveLength(1);
		jest.restoreAllMocks();
	});

	it('while an attempt is under way: it is waited for', async () => {
		const stop = new AbortController();
		const policy = policyOf({ stop: stop.signal });
		const attempt = () => new Promise((resolve) => setTimeout(() => resolve('done'), 5_000));
		const call = withRetries(attempt, policy);
		await jest.advanceTimersByTimeAsync(10);
		stop.abort();
		expect(await finish(call)).toEqual({ value: 'done' });
	});
});

it('holds all others back while the API asks one to wait', async () => {
	const policy = policyOf();
	const one = attempts(failing({ transient: true, retryAfter: 30_000 }, { status: 429 }));
	const other = attempts();
	const calls = [withRetries(one.attempt, policy)];
	await jest.advanceTimersByTimeAsync(1_000);
	calls.push(withRetries(other.attempt, policy));
	expect(await finish(Promise.all(calls))).toEqual({ value: ['done', 'done'] });
	expect([...one.at, ...other.at]).toEqual([0, 30_000, 30_000]);
});

it('brings 500 items through an API that takes 10 a second, 50 at a time, with 3 retries each', async () => {
	const policy = policyOf();
	let [window, taken, refused] = [0, 0, 0];
	const attempt = async () => {
		const second = Math.floor(Date.now() / 1_000);
		if (second !== window) [window, taken] = [second, 0];
		taken += 1;
		const tooMany = taken > 10;
		await new Promise((resolve) => setTimeout(resolve, 50));
		if (!tooMany) return;
		refused += 1;
		const retryAfter = (second + 1) * 1_000 - Date.now();
		throw failing({ transient: true, retryAfter: Math.max(0, retryAfter) }, { status: 429 });
	};
	const failures: unknown[] = [];
	const run = async () => {
		await withRetries(attempt, policy).catch((error: unknown) => failures.push(error));
		return true;
	};
	const all = runConcurrently(500, 50, () => undefined, run);
	await jest.advanceTimersByTimeAsync(600_000);
	await all;
	expect(failures).toEqual([]);
	// Some must be: else nothing asked to slow down, and this test shows nothing.
	expect(refused).toBeGreaterThan(40);
});
