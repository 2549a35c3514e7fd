import { isNotSent } from '../../../nodes/OffBlocks/api/cancelled.ts';
import { Pace } from '../../../nodes/OffBlocks/api/Pace.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Ends the turns that were given, the oldest first. */
let answer: (well: boolean) => void;

/** Asks for turns at once; the times (ms from now) at which they were given, in the order asked for. */
function askFor(pace: Pace, count: number): number[] {
	const given: number[] = [];
	const ends: Array<(well: boolean) => void> = [];
	const start = Date.now();
	answer = (well) => ends.shift()!(well);
	for (let i = 0; i < count; i++) {
		const work = async () => {
			given[i] = Date.now() - start;
			await new Promise<void>((resolve, reject) =>
				ends.push((well) => (well ? resolve() : reject())),
			);
		};
		pace.turn(0, work).catch(() => undefined);
	}
	return given;
}

it('lets everything go at once where there is no rate and no trouble', async () => {
	const given = askFor(new Pace(), 50);
	await jest.advanceTimersByTimeAsync(0);
	expect(given).toEqual(Array(50).fill(0));
});

it.each([
	[10, 100],
	[0.5, 2000],
	[1000, 1],
])('spaces requests at %d a second by %d ms', async (rate, interval) => {
	const given = askFor(new Pace(rate), 5);
	await jest.advanceTimersByTimeAsync(20_000);
	expect(given).toEqual([0, 1, 2, 3, 4].map((slot) => slot * interval));
});

it('has one timer, however many wait for a slot', async () => {
	const pace = new Pace(10);
	askFor(pace, 20);
	await jest.advanceTimersByTimeAsync(150);
	expect(jest.getTimerCount()).toBe(1);
});

it('waits longer than a timer can: 1e-7 a second is one in 116 days', async () => {
	const given = askFor(new Pace(1e-7), 2);
	await jest.advanceTimersByTimeAsync(100 * 86_400_000);
	expect(given).toEqual([0]);
	await jest.advanceTimersByTimeAsync(16 * 86_400_000);
	expect(given).toEqual([0, 1e10]);
});

it('makes up for nothing after a quiet time: no burst', async () => {
	const pace = new Pace(10);
	askFor(pace, 1);
	await jest.advanceTimersByTimeAsync(60_000);
	const given = askFor(pace, 3);
	await jest.advanceTimersByTimeAsync(1_000);
	expect(given).toEqual([0, 100, 200]);
});

describe('after the API has asked to slow down', () => {
	it('holds everything back, also what was waiting for its slot before', async () => {
		const pace = new Pace(10);
		const given = askFor(pace, 3);
		await jest.advanceTimersByTimeAsync(50);
		pace.pause(3_000);
		answer(true);
		await jest.advanceTimersByTimeAsync(2_999);
		expect(given).toEqual([0]);
		await jest.advanceTimersByTimeAsync(1);
		expect(given).toEqual([0, 3_050]);
	});

	it('lets a longer pause stay', async () => {
		const pace = new Pace();
		pace.pause(5_000);
		pace.pause(1_000);
		const given = askFor(pace, 1);
		await jest.advanceTimersByTimeAsync(10_000);
		expect(given).toEqual([5_000]);
	});

	it('lengthens a pause that is being waited for', async () => {
		const pace = new Pace();
		pace.pause(1_000);
		const given = askFor(pace, 1);
		await jest.advanceTimersByTimeAsync(900);
		pace.pause(1_000);
		await jest.advanceTimersByTimeAsync(10_000);
		expect(given).toEqual([1_900]);
	});

	it('begins with one request, and doubles with each round that is answered well', async () => {
		const pace = new Pace();
		pace.pause(1_000);
		const given = askFor(pace, 15);
		const rounds: number[] = [];
		let ended = 0;
		await jest.advanceTimersByTimeAsync(1_000);
		while (ended < 15) {
			const gone = given.length - ended;
			rounds.push(gone);
			for (let i = 0; i < gone; i++) answer(true);
			ended += gone;
			await jest.advanceTimersByTimeAsync(0);
		}
		expect(rounds).toEqual([1, 2, 4, 8]);
	});

	it('does not widen for answers that are failures', async () => {
		const pace = new Pace();
		pace.pause(0);
		const given = askFor(pace, 4);
		for (let ended = 0; ended < 3; ended++) {
			await jest.advanceTimersByTimeAsync(0);
			expect(given).toHaveLength(ended + 1);
			answer(false);
		}
	});

	it('serves those first that were refused most often, else in order', async () => {
		const pace = new Pace();
		pace.pause(1_000);
		const order: string[] = [];
		const ask = (name: string, attempts: number) =>
			pace
				.turn(attempts, async () => {
					order.push(name);
					throw new Error('busy');
				})
				.catch(() => undefined);
		void ask('new', 0);
		void ask('first of two', 1);
		void ask('refused twice', 2);
		void ask('second of two', 1);
		void ask('newer', 0);
		await jest.advanceTimersByTimeAsync(1_000);
		expect(order).toEqual(['refused twice', 'first of two', 'second of two', 'new', 'newer']);
	});
});

describe('when the run is stopped', () => {
	const went = async (turn: Promise<string>) =>
		await turn.catch((error: unknown) => (isNotSent(error) ? 'not sent' : error));

	it('sends all that wait home at once, for a slot, a pause or room', async () => {
		const stop = new AbortController();
		const pace = new Pace(1, stop.signal);
		const turns = [0, 0, 1].map(
			async (attempts) => await went(pace.turn(attempts, async () => 'done')),
		);
		await jest.advanceTimersByTimeAsync(0);
		stop.abort();
		// No time passes: a promise that waits for a timer would never settle.
		expect(await Promise.all(turns)).toEqual(['done', 'not sent', 'not sent']);
	});

	it('gives no turn afterwards', async () => {
		const stop = new AbortController();
		const pace = new Pace(0, stop.signal);
		stop.abort();
		const work = jest.fn();
		expect(await went(pace.turn(0, work))).toBe('not sent');
		expect(work).not.toHaveBeenCalled();
	});
});
