// Executions in n8n's database.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'flatted';
import type { IDataObject } from 'n8n-workflow';

export const TRIGGER = 'OffBlocks Trigger';

/** One execution, with the event that started it. */
export interface StartedBy {
	id: string;
	/** Undefined where another node started it, or a kill cut it off before its data was written. */
	eventId: string | undefined;
	/** When n8n began it, Unix milliseconds. */
	at: number;
}

/** Straight from the database: asking n8n for two thousand executions would take longer than running them. */
export function readExecutions(userFolder: string, workflowId: string): StartedBy[] {
	const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'), {
		readOnly: true,
	});
	try {
		const sql =
			'SELECT e.id, e.createdAt, d.data FROM execution_entity e JOIN execution_data d ON d.executionId = e.id WHERE e.workflowId = ?';
		const rows = database.prepare(sql).all(workflowId) as unknown as {
			id: number;
			createdAt: string;
			data: string;
		}[];
		return rows.map(({ id, createdAt, data }) => ({
			id: String(id),
			eventId: eventIn(data),
			// SQLite's own form, in UTC.
			at: Date.parse(`${createdAt.replace(' ', 'T')}Z`),
		}));
	} finally {
		database.close();
	}
}

/** The event's id: of a finished execution in its run data, of another where n8n keeps what it starts with. */
function eventIn(data: string): string | undefined {
	const { resultData, executionData } = parse(data) as {
		resultData: { runData: Record<string, { data: { main: [{ json: IDataObject }[]] } }[]> };
		executionData?: { nodeExecutionStack: { data: { main: [{ json: IDataObject }[]] } }[] };
	};
	const output =
		resultData.runData[TRIGGER]?.[0].data ?? executionData?.nodeExecutionStack[0]?.data;
	return output?.main[0]?.[0]?.json.eventId as string | undefined;
}
