// A real n8n whose AI Agent has our node as its tools, and a scripted chat model in the place of a real one.
import { readWorkflow, sandboxCredential } from '../../demo/furnish.mts';
import { startChatModel, type ChatModel, type ChatRequest, type Move } from './chatModel.mts';
import { N8nClient, type Execution, type WorkflowFile, type WorkflowNode } from './n8n.mts';
import { startSandbox, type Sandbox } from './sandbox.mts';
import { sharedN8n } from './shared/share.mts';

/** By the tool's name, the node's parameters. */
export type Tools = Record<string, object>;

export interface AgentHost {
	sandbox: Sandbox;
	model: ChatModel;
	/** n8n's REST API. */
	client: N8nClient;
	/** By type: those that tools and models use. */
	credentials: Record<string, { id: string; name: string }>;
	/** Runs an agent of a version with these tools, all with these settings; `play` is its mind. */
	run(
		tools: Tools,
		play: (request: ChatRequest) => Move,
		version?: number,
		settings?: object,
	): Promise<Execution>;
	/** Imports an example with the scripted model in it and says these lines to it; an execution for each. */
	chat(file: string, lines: string[], play: (request: ChatRequest) => Move): Promise<Execution[]>;
	stop(): Promise<void>;
}

/** In the n8n that tests share, with a sandbox and a model of its own. */
export async function startAgentHost(): Promise<AgentHost> {
	let mind: (request: ChatRequest) => Move = () => 'Nothing to do.';
	const [sandbox, { url, cookie }, model] = await Promise.all([
		startSandbox(),
		sharedN8n('e2e'),
		startChatModel((request) => mind(request)),
	]);
	const client = new N8nClient(url, cookie);
	const offBlocks = await client.createCredential(sandboxCredential(sandbox.info));
	const openAi = await client.createCredential({
		name: 'Scripted model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: model.url },
	});
	const credentials = {
		offBlocksApi: { id: offBlocks.id, name: 'OffBlocks sandbox' },
		openAiApi: { id: openAi.id, name: 'Scripted model' },
	};
	return {
		sandbox,
		model,
		client,
		credentials,
		async run(tools, play, version = 2, settings = {}) {
			mind = play;
			model.requests.length = 0;
			const file = agentWith(tools, version, credentials, settings);
			const workflow = await client.createWorkflow(file);
			return await client.runToEnd(workflow, 'Start', 120_000);
		},
		async chat(file, lines, play) {
			mind = play;
			model.requests.length = 0;
			const example = readWorkflow(file, sandbox.info.baseUrl, offBlocks.id);
			const nodes = example.nodes.map((node) =>
				node.type.endsWith('.lmChatOpenAi')
					? { ...node, credentials: { openAiApi: credentials.openAiApi } }
					: node,
			);
			const { id } = await client.createWorkflow({ ...example, nodes });
			const executions: Execution[] = [];
			for (const chatInput of lines) {
				// What the editor's chat window would hand to the trigger.
				const pinData = {
					Chat: [{ json: { sessionId: 'one', action: 'sendMessage', chatInput } }],
				};
				const workflow = await client.updateWorkflow(id, { ...example, nodes, pinData });
				executions.push(await client.runToEnd(workflow, 'Chat'));
			}
			return executions;
		},
		async stop() {
			await Promise.all([sandbox.stop(), model.stop()]);
		},
	};
}

/** Manual Trigger → AI Agent with the scripted model and these tools. */
function agentWith(
	tools: Tools,
	version: number,
	{ offBlocksApi, openAiApi }: Record<string, { id: string; name: string }>,
	settings: object,
): WorkflowFile {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: object,
		credentials: Record<string, { id: string; name: string }> = {},
	) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters: parameters as Record<string, unknown>,
		credentials,
	});
	const link = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	const names = Object.keys(tools);
	return {
		name: `Agent ${version}: ${names.join(', ')}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', version, {
				promptType: 'define',
				text: 'Please freeze the card of Ella Byrne.',
				options: { maxIterations: 30 },
			}),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				1.2,
				{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: { maxRetries: 0 } },
				{ openAiApi },
			),
			...toolNodes(tools, { offBlocksApi }, settings),
		],
		connections: {
			Start: link('main'),
			Model: link('ai_languageModel'),
			...Object.fromEntries(names.map((name) => [name, link('ai_tool')])),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** A node for each tool, all with these settings. */
export const toolNodes = (
	tools: Tools,
	credentials: Record<string, { id: string; name: string }>,
	settings: object,
): WorkflowNode[] =>
	Object.entries(tools).map(([name, parameters]) => ({
		id: name,
		name,
		type: 'n8n-nodes-offblocks.offBlocksTool',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: { resource: 'card', ...parameters },
		credentials,
		...settings,
	}));

/** A resource locator whose ID the model fills in. */
export const idFromAi = (key: string) => ({
	__rl: true,
	mode: 'id',
	value: `={{ $fromAI('${key}', 'A UUID', 'string') }}`,
});

/** What the tools answered so far, newest last. */
export const toolAnswers = ({ messages }: ChatRequest): string[] =>
	messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
