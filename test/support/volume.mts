// How much a run of the tests does: everyday runs do a part of what is large or slow, another one each day, and
// `npm run test:full` (weekly, .github/workflows/full.yml) does all of it.

const DAY_MS = 86_400_000;

/** Whether all is wanted. */
export const full = process.env.TESTS_FULL === '1';

/** Number of today's part; `TESTS_ROTATION=N` does that of another day. */
export const rotation = Number(process.env.TESTS_ROTATION ?? Math.floor(Date.now() / DAY_MS));

/** How many of something: in an everyday run, in a full one. */
export const volume = (everyday: number, whole: number): number => (full ? whole : everyday);

/** Of combinations that take too long together the one whose turn it is; each list begins with another one. */
export function inTurn<T>(lists: T[][]): T[] {
	if (full) return lists.flat();
	return lists.map((list, index) => list[(index + rotation) % list.length]);
}

/** What kills or starts an n8n of its own to show one thing. */
const RARE = [
	'the demo',
	'restarted after SIGTERM',
	'restarted after SIGKILL',
	'killed while it publishes',
	'killed while it listens',
	'restarted between two deliveries',
] as const;

/** `it` where it is the turn of this one, else `it.skip`. */
export const itInTurn = (name: (typeof RARE)[number]): jest.It =>
	full || RARE[rotation % RARE.length] === name ? it : it.skip;
