import type { CardChange } from './CardChange';

/** A comparison in numbers; zeros where nothing has changed. */
export interface ChangeSummary {
	/** RFC 3339 in UTC. */
	comparedAt: string;
	/** When the cards were read that these were compared with; null at the first run. */
	comparedWith: string | null;
	/** True where there was nothing to compare with: what is there now is what the next run compares with. */
	baselineEstablished: boolean;
	cards: number;
	changes: number;
	new: number;
	changed: number;
	gone: number;
	/** How many cards differ in a field. */
	byField: Record<string, number>;
	/** Changes of status, e.g. `{ "active → suspended": 2 }`. */
	statusChanges: Record<string, number>;
}

export function summariseChanges(
	changes: CardChange[],
	cards: number,
	comparedAt: string,
	comparedWith: string | undefined,
): ChangeSummary {
	const summary: ChangeSummary = {
		comparedAt,
		comparedWith: comparedWith ?? null,
		baselineEstablished: comparedWith === undefined,
		cards,
		changes: changes.length,
		new: 0,
		changed: 0,
		gone: 0,
		byField: {},
		statusChanges: {},
	};
	for (const { change, fields } of changes) {
		summary[change] += 1;
		for (const { field, from, to } of fields) {
			increment(summary.byField, field);
			if (field === 'status') increment(summary.statusChanges, `${from} → ${String(to)}`);
		}
	}
	return summary;
}

function increment(counts: Record<string, number>, name: string): void {
	counts[name] = (counts[name] ?? 0) + 1;
}
