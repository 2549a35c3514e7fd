// A chat model with a script instead of a mind: speaks enough of the OpenAI API for n8n's chat model node.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	role: string;
	content?: unknown;
	tool_calls?: unknown[];
}

/** What the model was asked. */
export interface ChatRequest {
	messages: Message[];
	tools?: Array<{ function: { name: string; description: string; parameters: object } }>;
}

/** The model's next move: words, a call of a tool, or a status with which its provider fails. */
export type Move = string | { tool: string; args: Record<string, unknown> } | { fails: number };

export interface ChatModel {
	url: string;
	requests: ChatRequest[];
	stop(): Promise<void>;
}

/** @param play decides from the conversation so far */
export async function startChatModel(play: (request: ChatRequest) => Move): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const server = createServer(async (request, response) => {
		const chat = JSON.parse(await textOf(request)) as ChatRequest;
		requests.push(chat);
		const move = play(chat);
		if (typeof move === 'object' && 'fails' in move) {
			response.statusCode = move.fails;
			response.end();
			return;
		}
		const message =
			typeof move === 'string'
				? { role: 'assistant', content: move }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${requests.length}`,
								type: 'function',
								function: { name: move.tool, arguments: JSON.stringify(move.args) },
							},
						],
					};
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				id: `chat-${requests.length}`,
				object: 'chat.completion',
				created: Math.floor(Date.now() / 1000),
				model: 'scripted',
				choices: [
					{ index: 0, message, finish_reason: typeof move === 'string' ? 'stop' : 'tool_calls' },
				],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		stop: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

async function textOf(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text;
}
