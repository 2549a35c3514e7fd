// Which executions an event started, read from n8n's database.
import type { Cluster } from './cluster.mts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const PAGE = 500;
/** A row can show up after one with a higher id. */
const LATE = 500;

/** One execution, as n8n has it now. */
export interface Started {
	id: number;
	/** e.g. `success`, `error`, `crashed` */
	status: string;
}

/**
 * Remembers what each execution was started with. To be read while they come where workers are killed: n8n overwrites
 * the data of an execution that went down with its worker, the event in it and all, and leaves an error.
 */
export class Beginnings {
	private readonly uuids = new Map<number, string[]>();
	private highest = 0;
	private readonly cluster: Cluster;

	constructor(cluster: Cluster) {
		this.cluster = cluster;
	}

	/** Looks at the executions that have come since the last time. */
	async read(): Promise<void> {
		const { database } = this.cluster;
		const rows = await database.query<{ id: number }>(
			'SELECT "executionId" AS id FROM execution_data WHERE "executionId" > $1 ORDER BY "executionId"',
			[this.highest - LATE],
		);
		const fresh = rows.map(({ id }) => id).filter((id) => !this.uuids.has(id));
		for (let from = 0; from < fresh.length; from += PAGE) {
			const page = await database.query<{ id: number; data: string }>(
				'SELECT "executionId" AS id, data FROM execution_data WHERE "executionId" = ANY($1)',
				[fresh.slice(from, from + PAGE)],
			);
			for (const { id, data } of page) this.uuids.set(id, [...new Set(data.match(UUID))]);
		}
		this.highest = Math.max(this.highest, ...fresh.slice(-1));
	}

	/** An execution's data holds its event's id and no other event's. */
	eventsOf(execution: number): readonly string[] {
		return this.uuids.get(execution) ?? [];
	}
}

/** The executions of a workflow by the event that started them. */
export async function executionsByEvent(
	cluster: Cluster,
	workflowId: string,
	events: readonly string[],
	beginnings = new Beginnings(cluster),
): Promise<Map<string, Started[]>> {
	await beginnings.read();
	const started = new Map<string, Started[]>(events.map((event) => [event, []]));
	const rows = await cluster.database.query<Started>(
		'SELECT id, status FROM execution_entity WHERE "workflowId" = $1 ORDER BY id',
		[workflowId],
	);
	for (const row of rows) {
		for (const event of beginnings.eventsOf(row.id)) started.get(event)?.push(row);
	}
	return started;
}

/** How many there are of each: `{ 1: 250, 2: 5 }`. */
export function tally<Value extends number | string>(values: Iterable<Value>) {
	const counts = {} as Record<Value, number>;
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
	return counts;
}
