import type { Watched } from './codec';

/** What the cards were when they were last looked at, as it is stored. */
export interface Baseline {
	/** Of this format. */
	version: 1;
	/** RFC 3339 in UTC: when the cards were read. */
	at: string;
	/** Which cards: `programme`, or account ids. */
	scope: string;
	watched: Watched[];
	/** Packed cards, a line each. One text, because n8n watches each object that it stores. */
	cards: string;
	/** Packed findings of an audit, a line each; absent where no audit has compared yet. */
	findings?: string;
	/** Numbers of an audit, a line a day. */
	history?: string;
}

/** What makes a baseline of the cards of a later look: small where little has changed. */
export interface Step {
	/** RFC 3339 in UTC. */
	at: string;
	watched: Watched[];
	/** Packed cards that are new or differ. */
	put: string;
	/** Encoded ids, a line each. */
	gone: string;
	/** All findings of this look, where it was an audit: they take the place of the earlier ones. */
	findings?: string;
	history?: string;
}

/** Packed cards by encoded id. It yields often. */
export function* linesOf(text: string): Generator<void, Map<string, string>> {
	const lines = new Map<string, string>();
	for (let start = 0; start < text.length;) {
		const next = text.indexOf('\n', start);
		const end = next === -1 ? text.length : next;
		const line = text.slice(start, end);
		const tab = line.indexOf('\t');
		lines.set(tab === -1 ? line : line.slice(0, tab), line);
		start = end + 1;
		yield;
	}
	return lines;
}

/** The baseline after a step. It yields often. */
export function* advance(baseline: Baseline, step: Step): Generator<void, Baseline> {
	const { at, watched, findings, history } = step;
	const next = {
		...baseline,
		at,
		watched,
		...(findings === undefined ? {} : { findings }),
		...(history === undefined ? {} : { history }),
	};
	if (!step.put && !step.gone) return next;
	// A first look: its cards are packed already.
	if (!baseline.cards) return { ...next, cards: step.put };
	const lines = yield* linesOf(baseline.cards);
	for (const [id, line] of yield* linesOf(step.put)) {
		lines.set(id, line);
		yield;
	}
	for (const id of (yield* linesOf(step.gone)).keys()) lines.delete(id);
	return { ...next, cards: [...lines.values()].join('\n') };
}
