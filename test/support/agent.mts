// A real n8n whose AI Agent has our node as its tools, and a scripted chat model in the place of a real one.
import { readWorkflow, sandboxCredential } from '../../demo/furnish.mts';
import { startChatModel, type ChatModel, type ChatRequest, type Move } from './chatModel.mts';
import { N8nClient, type Execution, type WorkflowFile, type WorkflowNode } from './n8n.mts';
import { startSandbox, type Sandbox } from './sandbox.mts';
import { sharedN8n } from './shared/share.mts';

/** By the tool's name, the node's parameters. */
export type Tools = Record<string, object>;

/** A tool that pays, but for the card: it holds an amount. */
export const HOLD = {
	resource: 'simulator',
	operation: 'authorise',
	agentMay: 'create',
	amount: '12.50',
	currency: 'EUR',
	capture: false,
};

export interface AgentHost {
	sandbox: Sandbox;
	model: ChatModel;
	/** n8n's REST API. */
	client: N8nClient;
	/** By type: those that tools and models use. */
	credentials: Record<string, { id: string; name: string }>;
	/**
	 * Runs an agent of a version with these tools, all with these settings; `play` is its mind.
	 *
	 * @param more settings of the agent's node, and what the node before it gives
	 */
	run(
		tools: Tools,
		play: (request: ChatRequest) => Move,
		version?: number,
		settings?: object,
		more?: { agent?: object; given?: Record<string, unknown> },
	): Promise<Execution>;
	/**
	 * Imports an example with the scripted model in it and says these lines to it, or starts it once where there are
	 * none; an execution for each.
	 *
	 * @param sends where nodes that are switched off send to: they are switched on
	 */
	chat(
		file: string,
		lines: string[],
		play: (request: ChatRequest) => Move,
		sends?: string,
	): Promise<Execution[]>;
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
		async run(tools, play, version = 2, settings = {}, { agent = {}, given } = {}) {
			mind = play;
			model.requests.length = 0;
			const file = agentWith(tools, version, credentials, settings);
			const nodes = file.nodes.map((node) =>
				node.name === 'Agent' ? { ...node, ...agent } : node,
			);
			const pinData: WorkflowFile['pinData'] = given ? { Start: [{ json: given }] } : {};
			const workflow = await client.createWorkflow({ ...file, nodes, pinData });
			return await client.runToEnd(workflow, 'Start', 120_000);
		},
		async chat(file, lines, play, sends) {
			mind = play;
			model.requests.length = 0;
			const example = readWorkflow(file, sandbox.info.baseUrl, offBlocks.id);
			const nodes = example.nodes.map((node) => {
				if (node.type.endsWith('.lmChatOpenAi'))
					return { ...node, credentials: { openAiApi: credentials.openAiApi } };
				return sends && node.disabled ? sendingTo(node, sends) : node;
			});
			const created = await client.createWorkflow({ ...example, nodes });
			const { id } = created;
			if (!lines.length) {
				const [{ name }] = nodes.filter(({ type }) => type.endsWith('Trigger'));
				return [await client.runToEnd(created, name, 120_000)];
			}
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

/** A node that sends, switched on; a mail goes there as a request, too. */
function sendingTo(node: WorkflowNode, url: string): WorkflowNode {
	if (!node.type.endsWith('.emailSend')) {
		return { ...node, disabled: false, parameters: { ...node.parameters, url } };
	}
	const { subject, text } = node.parameters as { subject: string; text: string };
	const bodyParameters = {
		parameters: Object.entries({ subject, text }).map(([name, value]) => ({ name, value })),
	};
	return {
		...node,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		disabled: false,
		parameters: { method: 'POST', url, sendBody: true, bodyParameters, options: {} },
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
