// Stands for an n8n with one workflow that starts with the built trigger node: n8n-core's own contexts,
// and the order of calls that n8n 2.41.1 makes (workflow-trigger-activator, test-webhooks).
import { randomUUID } from 'node:crypto';
import axios, { type AxiosResponse } from 'axios';
// First: it gives n8n-core a home of its own.
import { addNodeType, nodeTypes } from './engine.mts';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { TestCredentials } from './credentials.mts';
import { dist } from './dist.mts';
import { watchOutput, watchSecrets } from './secrets.mts';
import { startWebhookServer, type WebhookServer } from './webhookServer.mts';

const trigger = new dist.OffBlocksTrigger();
addNodeType('offBlocksTrigger', trigger);
const [description] = trigger.description.webhooks!;
const hooks = trigger.webhookMethods!.default!;

type Purpose = 'production' | 'test';
type Hook = 'checkExists' | 'create' | 'delete';

export interface HostOptions {
	credentials: TestCredentials;
	parameters?: IDataObject;
	/** As behind a proxy: the address that n8n believes it has (WEBHOOK_URL). */
	publicOrigin?: string;
	/** Of an n8n that this one is a copy of. */
	node?: Partial<INode>;
	workflowId?: string;
	staticData?: IDataObject;
}

/** What a sender gets to know of a delivery. */
export interface Answer {
	status: number;
	body: IDataObject;
	headers: Record<string, unknown>;
}

export class TriggerHost {
	/** The items with which n8n would have started an execution. */
	readonly executions: IDataObject[] = [];

	/** The statuses that deliveries were answered with, in order. */
	readonly answers: number[] = [];

	/** What the node said in n8n's log, at warning level. */
	readonly warned: string[] = [];

	/** Runs before an execution counts as started; what it throws is n8n failing to start it. */
	beforeStart: () => Promise<void> = async () => {};

	/** What lies in n8n's database. */
	staticData: IDataObject;

	publicOrigin = '';

	node: INode;

	private testStaticData: IDataObject | undefined;

	private readonly options: HostOptions;

	private server!: WebhookServer;

	private constructor(options: HostOptions) {
		this.options = options;
		this.staticData = options.staticData ?? {};
		this.node = {
			id: randomUUID(),
			webhookId: randomUUID(),
			name: 'OffBlocks Trigger',
			type: 'offBlocksTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				events: ['card.updated'],
				options: {},
				...options.parameters,
			} as INode['parameters'],
			credentials: { offBlocksApi: { id: '1', name: 'OffBlocks' } },
			...options.node,
		};
	}

	static async start(options: HostOptions): Promise<TriggerHost> {
		const host = new TriggerHost(options);
		host.server = await startWebhookServer(
			(request, response) => {
				response.once('finish', () => host.answers.push(response.statusCode));
				return host.webhook({ httpRequest: request, httpResponse: response });
			},
			async (result) => await host.execute(result),
		);
		host.publicOrigin = options.publicOrigin ?? host.server.origin;
		return host;
	}

	stop = () => this.server.close();

	/** Deactivates and stops. */
	async end(): Promise<void> {
		await this.deactivate();
		await this.stop();
	}

	/** As n8n: checkExists, create where there is none, then the static data is saved. */
	async activate(): Promise<void> {
		const workflow = this.workflow(this.staticData);
		if (!(await this.hook('checkExists', workflow))) {
			// What n8n asks of a hook: whether it is done.
			expect(await this.hook('create', workflow)).toBe(true);
		}
		this.save(workflow);
	}

	async deactivate(): Promise<void> {
		const workflow = this.workflow(this.staticData);
		await this.hook('delete', workflow);
		this.save(workflow);
	}

	/** "Listen for test event": static data of its own, kept in memory. */
	async listen(): Promise<void> {
		const workflow = this.workflow({});
		if (!(await this.hook('checkExists', workflow, 'test')))
			await this.hook('create', workflow, 'test');
		this.testStaticData = JSON.parse(JSON.stringify(workflow.staticData));
	}

	async stopListening(): Promise<void> {
		const workflow = this.workflow(this.testStaticData ?? {});
		await this.hook('delete', workflow, 'test');
		this.testStaticData = undefined;
	}

	/** One life-cycle call alone, with static data that is not saved. */
	async call(name: Hook, purpose: Purpose = 'production'): Promise<boolean> {
		return await this.hook(name, this.workflow(this.staticData), purpose);
	}

	/** POSTs to the address where this n8n really listens, whatever URL the API was told. */
	async deliver(
		callbackUrl: string,
		body: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		const { pathname, search } = new URL(callbackUrl);
		const response: AxiosResponse = await axios.post(this.server.origin + pathname + search, body, {
			headers: { 'content-type': 'application/json', ...headers },
			validateStatus: () => true,
			proxy: false,
			transformRequest: (data: unknown) =>
				typeof data === 'object' && !Buffer.isBuffer(data) ? JSON.stringify(data) : data,
		});
		return { status: response.status, body: response.data, headers: response.headers };
	}

	private save(workflow: Workflow): void {
		if (hasChanged(workflow)) this.staticData = JSON.parse(JSON.stringify(workflow.staticData));
	}

	private async hook(name: Hook, workflow: Workflow, purpose: Purpose = 'production') {
		// n8n deletes with mode "internal" in both cases.
		const mode = name === 'delete' ? 'internal' : purpose === 'test' ? 'manual' : 'trigger';
		const activation = name === 'delete' ? 'update' : purpose === 'test' ? 'manual' : 'activate';
		const context = new HookContext(workflow, this.node, this.additionalData(), mode, activation, {
			webhookDescription: description,
			isTest: purpose === 'test',
		} as IWebhookData);
		this.listenTo(context);
		try {
			return (await hooks[name].call(context)) as boolean;
		} catch (error) {
			watchOutput(error);
			throw error;
		} finally {
			watchSecrets(this.options.credentials.stored);
			watchOutput(workflow.staticData);
		}
	}

	private async webhook(http: object): Promise<IWebhookResponseData> {
		const { httpRequest } = http as { httpRequest: { originalUrl: string } };
		const isTest = httpRequest.originalUrl.includes('/webhook-test/');
		const workflow = this.workflow(structuredClone(this.staticData));
		if (isTest && this.testStaticData) workflow.setTestStaticData(this.testStaticData);
		const context = new WebhookContext(
			workflow,
			this.node,
			{ ...this.additionalData(), ...http } as IWorkflowExecuteAdditionalData,
			isTest ? 'manual' : 'webhook',
			{ webhookDescription: description } as IWebhookData,
			[],
			null,
		);
		this.listenTo(context);
		const result = await trigger.webhook!.call(context);
		watchOutput(result);
		watchSecrets(this.options.credentials.stored);
		if (hasChanged(workflow)) throw new Error('webhook() wrote static data');
		return result;
	}

	/** A logger of n8n's shape in the place of n8n's. */
	private listenTo(context: HookContext | WebhookContext): void {
		const warn = (line: string) => {
			watchOutput(line);
			this.warned.push(line);
		};
		Object.defineProperty(context, 'logger', { value: { warn, error: warn } });
	}

	private async execute({ workflowData }: IWebhookResponseData): Promise<void> {
		await this.beforeStart();
		this.executions.push(...workflowData![0].map(({ json }) => json));
	}

	private workflow(staticData: IDataObject): Workflow {
		const workflow = new Workflow({
			id: this.options.workflowId ?? 'workflow-1',
			name: 'test',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: structuredClone(staticData),
			settings: {},
		});
		this.options.credentials.use(workflow);
		return workflow;
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: this.options.credentials,
			webhookBaseUrl: `${this.publicOrigin}/webhook`,
			webhookTestBaseUrl: `${this.publicOrigin}/webhook-test`,
			instanceBaseUrl: this.publicOrigin,
			restApiUrl: 'http://127.0.0.1:1/none',
			variables: {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

/** How n8n tells whether static data must be saved. */
function hasChanged({ staticData }: Workflow): boolean {
	return (staticData as { __dataChanged?: boolean }).__dataChanged === true;
}
