// Workflows that hand many items to one node of a real n8n, and how long that node took.
import { randomUUID } from 'node:crypto';
import { N8nClient, outputOf } from '../../tools/n8n-client.mts';
import type { Execution, WorkflowNode } from '../../tools/n8n-types.mts';
import { sized } from './size.mts';

/** Seldom: n8n answers on the thread that is measured, and for an execution under way it reads all of it. */
const POLL_MS = sized(1_000, 100);

const OWNER = {
	email: 'bench@example.com',
	firstName: 'B',
	lastName: 'O',
	password: 'Benchmark-7',
};

export async function enter(url: string): Promise<N8nClient> {
	const client = new N8nClient(url);
	await client.enter(OWNER);
	return client;
}

/** The same with a credential, and its id. */
export async function enterWith(
	url: string,
	data: Record<string, unknown>,
): Promise<{ client: N8nClient; id: string }> {
	const client = await enter(url);
	const { id } = await client.createCredential({ name: 'OffBlocks', type: 'offBlocksApi', data });
	return { client, id };
}

/** The node to be measured, without its place. */
export type Measured = Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters'> & {
	onError?: string;
};

export interface Ran {
	/** Milliseconds that the node took, as n8n measured it. */
	ms: number;
	/** When it began, Unix ms. */
	startedAt: number;
	output: Record<string, unknown>[];
}

/** Runs `Start → Ids → Rows → Node` with one row an id, as `{ id }`. */
export async function runWithItems(
	client: N8nClient,
	credentialId: string,
	measured: Measured,
	ids: string[],
): Promise<Ran> {
	const place = (name: string, index: number) => ({
		id: randomUUID(),
		name,
		position: [index * 200, 0] as [number, number],
	});
	const nodes: WorkflowNode[] = [
		{ ...place('Start', 0), type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			...place('Ids', 1),
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ id: ids }), options: {} },
		},
		{
			...place('Rows', 2),
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'id', options: {} },
		},
		{
			...place('Node', 3),
			...measured,
			credentials: { offBlocksApi: { id: credentialId, name: 'OffBlocks' } },
		},
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const workflow = await client.createWorkflow({
		name: `bench ${randomUUID()}`,
		nodes,
		connections: { Start: to('Ids'), Ids: to('Rows'), Rows: to('Node') },
		settings: { executionOrder: 'v1' },
	});
	const execution = await untilFinished(client, await client.run(workflow, 'Start'));
	const { error, runData } = execution.data.resultData;
	if (error) throw new Error(`The run failed: ${error.message}`);
	const task = runData.Node.at(-1) as unknown as { startTime: number; executionTime: number };
	const output = outputOf(execution, 'Node');
	return { ms: task.executionTime, startedAt: task.startTime, output };
}

/** A busy n8n cuts a connection that was kept alive now and then: that is no answer to the question asked. */
async function untilFinished(client: N8nClient, executionId: string): Promise<Execution> {
	for (let cuts = 0; ; cuts++) {
		try {
			return await client.finished(executionId, 900_000, POLL_MS);
		} catch (error) {
			if ((error as { code?: string }).code !== 'ECONNRESET' || cuts > 20) throw error;
		}
	}
}
