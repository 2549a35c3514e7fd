// One reading of a list of cards, in a process of its own. Arguments: getMany | sorted | parse, URL. The body is first
// taken whole from the server and then handed over in pieces, as a socket does, so that both read the same
// bytes at the same speed and the server's own work is not in the figure.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ListOptions } from '../../nodes/OffBlocks/api/body.ts';
import type { Card } from '../../nodes/OffBlocks/resources/card/card.ts';
import type * as SlicesModule from '../../nodes/OffBlocks/shared/slices.ts';
import type * as ListModule from '../../nodes/OffBlocks/engine/list/listMany.ts';
import type * as ListingModule from '../../nodes/OffBlocks/resources/card/list/cardListing.ts';
import type { IExecuteFunctions } from 'n8n-workflow';
import type * as OutputsModule from '../../nodes/OffBlocks/engine/outputs.ts';
import type * as ParametersModule from '../../nodes/OffBlocks/engine/ItemParameters.ts';
import { loadSource } from './source.mts';

const PIECE = 65_536;
const [how, url] = process.argv.slice(2);

type ReadList = (body: unknown, signal: AbortSignal, options: ListOptions) => Promise<unknown[]>;

const { readList } = await loadSource<{ readList: ReadList }>('nodes/OffBlocks/api/body.ts');
// Only where they are needed: what is loaded shows in the memory.
const cardModules =
	how === 'sorted'
		? {
				...(await loadSource<typeof ListModule>('nodes/OffBlocks/engine/list/listMany.ts')),
				...(await loadSource<typeof ListingModule>(
					'nodes/OffBlocks/resources/card/list/cardListing.ts',
				)),
				...(await loadSource<typeof SlicesModule>('nodes/OffBlocks/shared/slices.ts')),
				...(await loadSource<typeof OutputsModule>('nodes/OffBlocks/engine/outputs.ts')),
				...(await loadSource<typeof ParametersModule>('nodes/OffBlocks/engine/ItemParameters.ts')),
			}
		: undefined;
const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
/** Passed by fewer than 50 of 100,000, so that the whole list has to be read. */
const wanted = (card: unknown) => {
	const { status, type, billingAddress } = card as Card;
	return status === 'suspended' && type === 'physical' && billingAddress?.country === 'IE';
};

/** A turn of the loop before each piece, as a socket's data comes; each piece is a copy, as a socket's is. */
async function* pieces() {
	for (let at = 0; at < whole.length; at += PIECE) {
		await nextTurn();
		yield Buffer.from(whole.subarray(at, at + PIECE));
	}
}

async function getMany(): Promise<unknown[]> {
	return await readList(pieces(), new AbortController().signal, { limit: 50, keep: wanted });
}

/** All cards by name, simplified, as output items. */
async function sorted(): Promise<unknown[]> {
	const { prepareList, cardListing, mapInSlices, toItem, Parameters } = cardModules!;
	const given: Record<string, unknown> = { returnAll: true, sort: 'nameAscending' };
	const context = {
		getNodeParameter: (name: string, _: number, preset: unknown) => given[name] ?? preset,
		getNode: () => ({ parameters: given }),
		getTimezone: () => 'UTC',
	} as unknown as IExecuteFunctions;
	const parameters = new Parameters(context, 0);
	const { list, toItems } = prepareList(parameters, cardListing, '/cards');
	const answer = await readList(pieces(), new AbortController().signal, list!);
	return await mapInSlices(await toItems(answer), toItem(0));
}

/** What a node does that has the body read for it: all pieces, one text, one parse, then the filter. */
async function parse(): Promise<unknown[]> {
	const parts: Buffer[] = [];
	for await (const piece of pieces()) parts.push(piece);
	const all = JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown[];
	sample();
	return all.filter(wanted).slice(0, 50);
}

const readings = { parse, sorted, getMany };
const held = () => {
	const { heapUsed, external, arrayBuffers } = process.memoryUsage();
	return heapUsed + Math.max(external, arrayBuffers);
};
// What fetching and loading left behind must not be taken for memory that is given back.
for (let i = 0; i < 4; i++) {
	await new Promise((resolve) => setTimeout(resolve, 20));
	globalThis.gc?.();
}
const before = held();
let most = before;
function sample(): void {
	most = Math.max(most, held());
}
const timer = setInterval(sample, 5);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const start = performance.now();
const kept = await readings[how as keyof typeof readings]();
const ms = performance.now() - start;
await nextTurn();
await new Promise((resolve) => setTimeout(resolve, 5));
delay.disable();
clearInterval(timer);
console.log(
	JSON.stringify({
		ms,
		bytes: whole.length,
		extra: most - before,
		blocked: delay.max / 1e6,
		kept: kept.length,
	}),
);
