import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { visible } from '../shared/plainLine';

/** Characters of JSON that one answer may have: some 8,000 tokens, or about 90 cards. */
const MAX_CHARS = 30_000;

/** What is kept of one text: a name or a merchant that is longer is there to push the others out. */
const MAX_TEXT = 1_000;
/** Fields whose texts the node itself has made, or that are of use as a whole only. */
const WHOLE_TEXTS = ['challenge', 'challengeText', 'html', 'text'];

/** Of a single thing that is too large by itself: what is kept of its lists. */
const MAX_ENTRIES = 20;
const MAX_DEPTH = 8;

/**
 * What a model is given in the place of the first output, the only one that n8n hands to it: never nothing, and
 * never more than it can read.
 *
 * @param limit how many results were asked for at most, where more of them can be there
 */
export function toolAnswer(
	[first = [], second = []]: INodeExecutionData[][],
	limit?: number,
): INodeExecutionData[] {
	if (!first.length) return [item(nothingFound(second))];
	const shown = fitting(first);
	const isCut = shown.length < first.length;
	if (isCut || first.length === limit) {
		const found = isCut && first.length !== limit ? first.length : undefined;
		return [item(notAll(shown.length, found)), ...shown];
	}
	return shown;
}

function nothingFound(second: INodeExecutionData[]): IDataObject {
	const summary = second[0]?.json;
	return {
		nothingFound: true,
		message: 'Nothing found: the call succeeded, but nothing matches the request.',
		...(summary ? { summary: small(readable(summary)) } : {}),
	};
}

function notAll(shown: number, found: number | undefined): IDataObject {
	const which = found === undefined ? `Only the first ${shown}` : `Only ${shown} of ${found}`;
	return {
		...(found === undefined ? { thereMayBeMore: true } : { found }),
		shown,
		message: `${which} are shown. Before you conclude anything about all of them, narrow it down, by a filter, an account or an ID, as far as the tool offers that.`,
	};
}

/** As many as there is room for, at least one. */
function fitting(items: INodeExecutionData[]): INodeExecutionData[] {
	let room = MAX_CHARS;
	const shown: INodeExecutionData[] = [];
	for (const one of items) {
		const each = { ...one, json: readable(one.json) };
		const size = JSON.stringify(each.json).length;
		if (size > room && shown.length) break;
		shown.push(size > MAX_CHARS ? { ...each, json: small(each.json) } : each);
		room -= size;
	}
	return shown;
}

/** A copy whose texts a person would see as a model reads them, none of them too long. */
function readable(json: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(json), (name, value: unknown) => {
		if (typeof value !== 'string') return value;
		const text = visible(value);
		return WHOLE_TEXTS.includes(name) ? text : shortened(text);
	}) as IDataObject;
}

function shortened(text: string): string {
	if (text.length <= MAX_TEXT) return text;
	return `${text.slice(0, MAX_TEXT)}… (cut: ${text.length} characters)`;
}

/** Of a single thing that has no room, what has. */
function small(json: IDataObject): IDataObject {
	const part = cut(json) as IDataObject;
	if (JSON.stringify(part).length <= MAX_CHARS) return part;
	return { message: 'This result is too large to be shown. Say so: a person has to look at it.' };
}

/** A copy of JSON, of which long texts and lists are cut short, and say so. */
function cut(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return shortened(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth > MAX_DEPTH) return '… (cut)';
	if (Array.isArray(value)) {
		const more = value.length - MAX_ENTRIES;
		const entries = value.slice(0, MAX_ENTRIES).map((entry) => cut(entry, depth + 1));
		return more > 0 ? [...entries, `… (cut: ${more} more)`] : entries;
	}
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, 100)
			.map(([name, part]) => [name, cut(part, depth + 1)]),
	);
}

function item(json: IDataObject): INodeExecutionData {
	return { json, pairedItem: { item: 0 } };
}
