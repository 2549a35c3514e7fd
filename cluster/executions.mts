// Which executions an event started, read from n8n's database.
import type { Cluster } from './cluster.mts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const PAGE = 500;

/** One execution, as n8n has it now. */
export interface Started {
	id: number;
	/** e.g. `success`, `error`, `crashed` */
	status: string;
}

/** The executions of a workflow by the event that started them. An execution's data holds its event's id and no other. */
export async function executionsByEvent(
	{ database }: Cluster,
	workflowId: string,
	events: readonly string[],
): Promise<Map<string, Started[]>> {
	const started = new Map<string, Started[]>(events.map((event) => [event, []]));
	for (let after = 0; ; ) {
		const rows = await database.query<Started & { data: string }>(
			`SELECT e.id, e.status, d.data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id
			 WHERE e."workflowId" = $1 AND e.id > $2 ORDER BY e.id LIMIT ${PAGE}`,
			[workflowId, after],
		);
		if (rows.length === 0) return started;
		for (const { id, status, data } of rows) {
			for (const event of new Set(data.match(UUID))) started.get(event)?.push({ id, status });
		}
		after = rows[rows.length - 1].id;
	}
}

/** How many of these counts there are of each: `{ 1: 250, 2: 5 }`. */
export function tally(values: Iterable<number>): Record<number, number> {
	const counts: Record<number, number> = {};
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
	return counts;
}
