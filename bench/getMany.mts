// Get Many from a programme of 100,000 cards, 50 wanted that pass a filter, against JSON.parse of the same
// body; each run in a process of its own, so that its memory is its own. Then how it grows, and the same cards
// all of them, sorted by name and simplified.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { keepResults } from './results.mts';
import { inRounds, median, ratio, report } from './support/rounds.mts';
import { sized } from './support/size.mts';
import { startApi } from './support/startApi.mts';

const ROUNDS = sized(5, 1);
const LARGE = sized(100_000, 1_000);

export interface Reading {
	ms: number;
	bytes: number;
	/** The most memory held over what was held before, in bytes. */
	extra: number;
	/** The longest time in which the event loop did nothing else, in ms. */
	blocked: number;
	kept: number;
}

function read(how: 'getMany' | 'sorted' | 'parse', url: string): Reading {
	const program = join(import.meta.dirname, 'support', 'readCards.mts');
	const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning', program, how, url];
	return JSON.parse(execFileSync(process.execPath, flags).toString()) as Reading;
}

async function compare(cards: number) {
	const api = await startApi({ cards });
	try {
		const url = `${api.baseUrl}/cards`;
		const ours: Reading[] = [];
		const parse: Reading[] = [];
		const sorted: Reading[] = [];
		const note = (list: Reading[], reading: Reading) => {
			list.push(reading);
			return reading.ms;
		};
		const times = await inRounds(ROUNDS, {
			ours: () => note(ours, read('getMany', url)),
			parse: () => note(parse, read('parse', url)),
			sorted: () => note(sorted, read('sorted', url)),
		});
		const { bytes } = ours[0];
		return {
			cards,
			MB: bytes / 1e6,
			time: ratio(times.ours, times.parse),
			ms: median(times.ours),
			extraOverBody: median(ours.map(({ extra }) => extra)) / bytes,
			parseExtraOverBody: median(parse.map(({ extra }) => extra)) / bytes,
			blockedMs: median(ours.map(({ blocked }) => blocked)),
			parseBlockedMs: median(parse.map(({ blocked }) => blocked)),
			sortedMs: median(times.sorted),
			sortedBlockedMs: median(sorted.map(({ blocked }) => blocked)),
			kept: ours[0].kept,
		};
	} finally {
		await api.child.stop();
	}
}

console.log('Get Many, 50 cards wanted that pass a filter');
const growth = [await compare(LARGE / 100), await compare(LARGE / 10), await compare(LARGE)];
const [last] = growth.slice(-1);
report('100,000 cards', 'the time of JSON.parse of the body', last.time, '≤ 1.5×');
report('100,000 cards', 'the body in extra memory', last.extraOverBody, '≤ 2.5×');
console.table(growth);
keepResults('getMany', { growth });
