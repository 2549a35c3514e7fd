// After the load: what became of every event, every execution and every create.
import { parse } from 'flatted';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution } from '../../tools/n8n-types.mts';
import type { Cluster } from '../cluster.mts';
import { executionsByEvent, tally } from '../executions.mts';
import { type Counts, countsOf } from '../watch/sample.mts';
import type { Done } from './load.mts';

export interface Outcome {
	/** Events by how many executions they started. */
	eventsByExecutions: Record<number, number>;
	/** Executions by status, of all workflows. */
	executions: Record<string, number>;
	/** The first few that did not succeed: workflow, node, error. */
	failed: string[];
	/** Accounts of the creates by how many cards they have. */
	accountsByCards: Record<number, number>;
	/** Accepted deliveries of each webhook processor, as the balancer counted. */
	accepted: Record<string, number>;
	counts: Counts;
	/** Whether all was done in the time given. */
	drained: boolean;
}

/** Waits until nothing is left to deliver or to execute. False where that takes longer than `withinMs`. */
export async function drain(cluster: Cluster, withinMs: number): Promise<boolean> {
	for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(500)) {
		const { deliveries } = await countsOf(cluster);
		const { waiting, active } = await cluster.queue.jobs();
		const [{ open }] = await cluster.database.query<{ open: number }>(
			"SELECT count(*)::int AS open FROM execution_entity WHERE status IN ('new', 'running')",
		);
		if (deliveries.pending + waiting + active + open === 0) return true;
	}
	return false;
}

export async function outcomeOf(
	cluster: Cluster,
	eventsWorkflow: string,
	done: Done,
	drained: boolean,
): Promise<Outcome> {
	const targets = await cluster.balancer.targets();
	const started = await executionsByEvent(cluster, eventsWorkflow, done.events);
	return {
		drained,
		eventsByExecutions: tally([...started.values()].map(({ length }) => length)),
		executions: await executionsByStatus(cluster),
		failed: await failedExecutions(cluster),
		accountsByCards: await accountsByCards(cluster, done.accounts),
		accepted: Object.fromEntries(
			targets
				.filter(({ name }) => name !== 'main')
				.map(({ name, answers }) => [name, answers['2xx']]),
		),
		counts: await countsOf(cluster),
	};
}

async function executionsByStatus({ database }: Cluster): Promise<Record<string, number>> {
	const rows = await database.query<{ status: string; n: number }>(
		'SELECT status, count(*)::int AS n FROM execution_entity GROUP BY status',
	);
	return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

async function failedExecutions({ database }: Cluster): Promise<string[]> {
	const rows = await database.query<{ id: number; name: string; status: string; data: string }>(
		`SELECT e.id, w.name, e.status, d.data FROM execution_entity e
		 JOIN workflow_entity w ON w.id = e."workflowId"
		 LEFT JOIN execution_data d ON d."executionId" = e.id
		 WHERE e.status <> 'success' ORDER BY e.id LIMIT 5`,
	);
	return rows.map(({ id, name, status, data }) => {
		const { resultData } = parse(data ?? '[{}]') as Partial<Execution['data']>;
		const why = `${resultData?.lastNodeExecuted}: ${resultData?.error?.message}`;
		return `${name}, execution ${id} ${status}, ${why}`;
	});
}

async function accountsByCards(
	{ sandbox }: Cluster,
	accounts: string[],
): Promise<Record<number, number>> {
	const { data: cards } = await sandbox.admin.get<{ accountId: string }[]>('/cards');
	const owned = new Map(accounts.map((account) => [account, 0]));
	for (const { accountId } of cards) {
		const before = owned.get(accountId);
		if (before !== undefined) owned.set(accountId, before + 1);
	}
	return tally(owned.values());
}
