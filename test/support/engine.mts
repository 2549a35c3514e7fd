// n8n's own execution engine (n8n-core) with the built nodes of dist/ in it: workflows run through
// WorkflowExecute and the real request helper, so that the credential's real authenticate() runs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// n8n-core writes its settings into a home of its own, not into the developer's.
const home = mkdtempSync(join(tmpdir(), 'offblocks-engine-'));
process.env.N8N_USER_FOLDER = home;
afterAll(() => rmSync(home, { recursive: true, force: true }));

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	type RelatedExecution,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { TestCredentials } from './credentials.mts';
import { dist } from './dist.mts';
import { type ProcessedItems, recordIn } from './processedItems.mts';
import './regex.mts';
import { watchOutput, watchSecrets } from './secrets.mts';

export { TestCredentials } from './credentials.mts';

/** Hands on what it is given, so that the node under test has a predecessor to pair its items with. */
class Input {
	description = {
		displayName: 'Input',
		name: 'input',
		group: ['input'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	}
}

const offBlocks = new dist.OffBlocks();
const types: Record<string, INodeType> = {
	input: new Input() as unknown as INodeType,
	offBlocks,
};

/** Makes a further node type known to the engine, e.g. n8n's own HTTP Request node. */
export function addNodeType(name: string, type: INodeType): void {
	types[name] = type;
}

export const nodeTypes: INodeTypes = {
	getByName: (name) => types[name],
	getByNameAndVersion: (name) => types[name],
	getKnownTypes: () => ({}),
};

export interface RunOptions {
	credentials: TestCredentials;
	/** One input item each; default one empty item. */
	items?: IDataObject[];
	/** Type of the node under test. */
	type?: string;
	typeVersion?: number;
	node?: Partial<INode>;
	executionId?: string;
	/** What the node After is instead of one that hands on what it is given. */
	after?: Partial<INode>;
	/** The workflow's static data as n8n stored it. */
	staticData?: IDataObject;
	/** What n8n's database has of what the workflow's nodes recorded; default nothing. */
	processed?: ProcessedItems;
	mode?: WorkflowExecuteMode;
	/** What called this execution as a sub-workflow; the mode of such a one is `integrated`. */
	caller?: RelatedExecution;
	/** What n8n stores of executions, by id; of one that is called this is added. */
	executions?: Map<string, IRunExecutionData>;
	/** What n8n keeps of an execution that it goes on with, or that somebody retries: what its nodes noted. */
	contextData?: IDataObject;
	workflowId?: string;
	/** Nodes before the node under test, one behind the other. */
	before?: Array<Partial<INode>>;
	/** Called once the execution is under way, with what cancels it. */
	onStart?: (cancel: () => void) => void;
}

export interface RunResult {
	run: IRun;
	/** What n8n would store as the workflow's static data; undefined where it would leave it as it is. */
	staticData?: IDataObject;
	/** Items of each output of the node under test. */
	outputs: INodeExecutionData[][];
	/** JSON of the first output's items. */
	json: IDataObject[];
	/** The error that ended the execution. */
	error?: { message: string; description?: string; httpCode?: string } & IDataObject;
}

let executions = 1000;

/** Addresses of n8n itself that expressions may name; nothing here calls them. */
const URLS =
	'restApiUrl instanceBaseUrl webhookBaseUrl webhookWaitingBaseUrl webhookTestBaseUrl formBaseUrl formWaitingBaseUrl formTestBaseUrl mcpBaseUrl mcpTestBaseUrl'.split(
		' ',
	);

/** Connections of nodes one behind the other, by their first outputs. */
function inARow(nodes: INode[]) {
	const pairs = nodes.slice(1).map(({ name }, at) => [nodes[at].name, name]);
	return Object.fromEntries(
		pairs.map(([from, to]) => [from, { main: [[{ node: to, type: 'main' as const, index: 0 }]] }]),
	);
}

/** Runs `Input → Node → After` with the given parameters of Node, as one execution. */
export async function runNode(
	parameters: INodeParameters,
	{
		credentials,
		items = [{}],
		type = 'offBlocks',
		typeVersion = 1,
		node,
		mode = 'manual',
		...rest
	}: RunOptions,
): Promise<RunResult> {
	const executionId = rest.executionId ?? String(++executions);
	const workflowId = rest.workflowId ?? 'workflow-1';
	const nodes: INode[] = [
		{ id: 'input', name: 'Input', type: 'input', typeVersion: 1, position: [0, 0], parameters: {} },
		...(rest.before ?? []).map((more, at) => ({
			id: `before ${at}`,
			name: `Before ${at}`,
			type: 'input',
			typeVersion: 1,
			position: [100, 0] as [number, number],
			parameters: {},
			...more,
		})),
		{
			id: '0f0c4f1e-0c0a-4b7e-9a58-000000000001',
			name: 'Node',
			type,
			typeVersion,
			position: [200, 0],
			parameters,
			credentials: { offBlocksApi: { id: '1', name: 'OffBlocks' } },
			...node,
		},
		{
			id: 'after',
			name: 'After',
			type: 'input',
			typeVersion: 1,
			position: [400, 0],
			parameters: {},
			...rest.after,
		},
	];
	const workflow = new Workflow({
		id: workflowId,
		name: 'test',
		nodes,
		active: false,
		nodeTypes,
		connections: inARow(nodes),
		staticData: structuredClone(rest.staticData ?? {}),
		settings: { executionOrder: 'v1' },
	});
	recordIn(workflow, rest.processed ?? new Map());
	const additionalData = {
		credentialsHelper: credentials,
		hooks: new ExecutionLifecycleHooks('manual', executionId, {
			id: workflowId,
			name: 'test',
			nodes,
			connections: {},
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			activeVersionId: null,
		}),
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		getRunExecutionData: async (id: string) => rest.executions?.get(id),
		...Object.fromEntries(URLS.map((name) => [name, 'http://127.0.0.1:1/none'])),
	} as unknown as IWorkflowExecuteAdditionalData;
	credentials.use(workflow);

	const runData = createRunExecutionData({
		parentExecution: rest.caller,
		executionData: {
			contextData: (rest.contextData ?? {}) as never,
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [
				{
					node: nodes[0],
					data: { main: [items.map((json) => ({ json }))] },
					source: null,
				},
			],
		},
	});
	// As n8n does before it begins.
	rest.executions?.set(executionId, structuredClone(runData));
	const execute = new WorkflowExecute(additionalData, mode, runData);
	const running = execute.processRunExecutionData(workflow);
	rest.onStart?.(() => running.cancel());
	const run = await running;
	watchSecrets(credentials.stored);
	watchOutput(run);
	const task = run.data.resultData.runData.Node?.at(-1);
	const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
	const stored = workflow.staticData as IDataObject & { __dataChanged?: boolean };
	return {
		run,
		staticData: stored.__dataChanged ? JSON.parse(JSON.stringify(stored)) : undefined,
		outputs,
		json: (outputs[0] ?? []).map((item) => item.json),
		error: run.data.resultData.error as unknown as RunResult['error'],
	};
}
