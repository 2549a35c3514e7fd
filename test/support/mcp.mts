// A client of the Model Context Protocol, the official one, at n8n's MCP Server Trigger with our nodes as its tools.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { randomUUID } from 'node:crypto';
import { eventually } from './eventually.mts';
import { toolNodes, type AgentHost, type Tools } from './agent.mts';
import type { N8nClient, WorkflowFile } from './n8n.mts';

/** Who may call: a credential of n8n's type Bearer Auth. */
export async function newToken(client: N8nClient): Promise<{ token: string; id: string }> {
	const token = randomUUID();
	const data = { token };
	const { id } = await client.createCredential({ name: token, type: 'httpBearerAuth', data });
	return { token, id };
}

/** A client that is connected; `close()` ends its session. Throws where the server refuses it. */
export async function connectMcp(url: string, token?: string): Promise<Client> {
	const client = new Client({ name: 'e2e', version: '1' });
	const headers = token ? { authorization: `Bearer ${token}` } : undefined;
	const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
	try {
		await client.connect(transport);
	} catch (error) {
		await client.close();
		throw error;
	}
	return client;
}

/** What a tool answered, as text. */
export async function callTool(
	client: Client,
	name: string,
	args: Record<string, unknown>,
): Promise<string> {
	const { content } = await client.callTool({ name, arguments: args });
	return (content as Array<{ text?: string }>).map(({ text }) => text ?? '').join('');
}

/** Publishes an MCP server with these tools and hands a client of it on. */
export async function withMcp<Result>(
	{ client, credentials }: AgentHost,
	tools: Tools,
	settings: object,
	use: (mcp: Client) => Promise<Result>,
): Promise<Result> {
	const path = randomUUID();
	const workflow = await client.createWorkflow(
		serverWith(path, toolNodes(tools, credentials, settings)),
	);
	await client.activate(workflow);
	const mcp = await eventually(async () => await connectMcp(`${client.url}/mcp/${path}`));
	try {
		return await use(mcp);
	} finally {
		await mcp.close();
		await client.deactivate(workflow.id);
	}
}

function serverWith(path: string, tools: WorkflowFile['nodes']): WorkflowFile {
	const link = { ai_tool: [[{ node: 'Server', type: 'ai_tool', index: 0 }]] };
	return {
		name: 'MCP server',
		nodes: [
			{
				id: path,
				name: 'Server',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				position: [0, 0],
				parameters: { authentication: 'none', path },
				webhookId: path,
			},
			...tools,
		],
		connections: Object.fromEntries(tools.map(({ name }) => [name, link])),
		settings: { executionOrder: 'v1' },
	};
}
