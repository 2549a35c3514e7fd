// A context for webhook() with one delivery in it, for what must not be slowed down by a real n8n.
import { hash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

export const TOKEN = 'a-token-that-is-43-characters-long-as-all-are';
export const WEBHOOK_URL = 'https://n8n.example.com/webhook/0b5d9c0e/webhook';

/** A card event's body. */
export const DELIVERY: IDataObject = {
	webhookType: 'card.updated',
	eventId: '1f3870be-274f-4c49-b3e3-1a0c6728957f',
	id: '123e4567-e89b-12d3-a456-426614174000',
	accountId: '123e4567-e89b-12d3-a456-426614174001',
	type: 'virtual',
	name: 'John Carter',
	network: 'visa',
	maskedPan: '530518******9871',
	expirationDate: '10/2028',
	status: 'active',
	createdAt: '2025-07-10T02:30:07.130Z',
	updatedAt: '2025-07-10T02:30:07.130Z',
};

/** Express' response, as far as the handler uses it. */
export class Answer extends EventEmitter {
	statusCode = 200;

	writableEnded = false;

	body: unknown;

	set(): this {
		return this;
	}

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body: unknown): this {
		this.body = body;
		this.writableEnded = true;
		this.emit('finish');
		this.emit('close');
		return this;
	}
}

export interface DeliverySetup {
	options?: IDataObject;
	webhookPublicKey?: string;
	headers?: Record<string, string>;
	/** The exact bytes; the body as JSON where absent. */
	rawBody?: Buffer;
}

const subscription = {
	id: '9f0c4f1e-0c0a-4b7e-9a58-000000000001',
	url: WEBHOOK_URL,
	tokenHash: hash('sha256', TOKEN, 'base64url'),
	owner: 'instance/workflow/node',
};

export function deliveryContext(body: IDataObject, setup: DeliverySetup = {}) {
	const answer = new Answer();
	const logged: string[] = [];
	const request = {
		method: 'POST',
		originalUrl: `/webhook/0b5d9c0e/webhook?token=${TOKEN}`,
		headers: { 'content-type': 'application/json', ...setup.headers },
		query: { token: TOKEN },
		body,
		rawBody: setup.rawBody ?? Buffer.from(JSON.stringify(body)),
		readRawBody: async () => {},
	};
	const parameters: IDataObject = {
		events: ['card.updated'],
		options: { confirmWithApi: false, ...setup.options },
	};
	const context = {
		getRequestObject: () => request,
		getResponseObject: () => answer,
		getMode: () => 'webhook',
		getInstanceId: () => 'instance',
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node' }),
		getWorkflowStaticData: () => ({ production: subscription }),
		getNodeParameter: (name: string) => parameters[name],
		getCredentials: async () => ({ webhookPublicKey: setup.webhookPublicKey ?? '' }),
		logger: { warn: (line: string) => logged.push(line) },
	};
	return { context: context as unknown as IWebhookFunctions, answer, logged };
}
