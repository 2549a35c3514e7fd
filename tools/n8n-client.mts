// What the editor does over n8n's REST API, as far as the demo and the tests need it.
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { parse } from 'flatted';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
	Credential,
	CredentialTest,
	Execution,
	Login,
	RunData,
	Workflow,
	WorkflowFile,
} from './n8n-types.mts';

const POLL_MS = 150;
const FINISHED = ['success', 'error', 'crashed', 'canceled'];

/** A client for the n8n at `url`; each method throws an Error with n8n's own words where it says no. */
export class N8nClient {
	readonly url: string;
	readonly #http: AxiosInstance;
	#cookie: string;

	/** @param cookie of a session that is there */
	constructor(url: string, cookie = '') {
		this.url = url;
		this.#cookie = cookie;
		this.#http = axios.create({
			baseURL: `${url}/rest`,
			proxy: false,
			// A kept connection is closed by an n8n that was busy for a while, just when it is used again.
			httpAgent: new Agent({ keepAlive: false }),
			timeout: 60_000,
			validateStatus: () => true,
		});
	}

	/** The session's, as a header has it; empty before `enter`. */
	get cookie(): string {
		return this.#cookie;
	}

	/** Logs in, and makes the owner account where there is none yet; either way this client is logged in. */
	async enter(login: Login): Promise<void> {
		const { email: emailOrLdapLoginId, password } = login;
		try {
			await this.#call('post', '/login', { emailOrLdapLoginId, password });
		} catch (refused) {
			await this.#call('post', '/owner/setup', login).catch(() => {
				throw refused;
			});
		}
	}

	/** All credentials, without what is secret in them. */
	async credentials(): Promise<Credential[]> {
		return await this.#call('get', '/credentials');
	}

	/** The credential types as the editor gets them. */
	async credentialTypes(): Promise<Array<{ name: string; authenticate?: unknown }>> {
		const url = `${this.url}/types/credentials.json`;
		const { data } = await this.#http.get(url, { headers: { cookie: this.#cookie } });
		return data as Array<{ name: string }>;
	}

	async createCredential(credential: Credential): Promise<{ id: string }> {
		return await this.#call('post', '/credentials', credential);
	}

	/** Replaces name and data of a credential; `data` is the whole of it. */
	async updateCredential(id: string, credential: Credential): Promise<void> {
		await this.#call('patch', `/credentials/${id}`, credential);
	}

	/** What the editor's "Test credential" says of a saved credential with this data. */
	async testCredential(id: string, credential: Credential): Promise<CredentialTest> {
		return await this.#call('post', '/credentials/test', { credentials: { id, ...credential } });
	}

	/** All workflows, without their nodes. */
	async workflows(): Promise<Workflow[]> {
		return await this.#call('get', '/workflows');
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.#call('get', `/workflows/${id}`);
	}

	async createWorkflow(workflow: WorkflowFile): Promise<Workflow> {
		// Without pinData n8n's editor cannot execute a second node: "Cannot read properties of null".
		return await this.#call('post', '/workflows', { pinData: {}, ...workflow });
	}

	/** Saves over a workflow: nodes, connections, name. */
	async updateWorkflow(id: string, workflow: Partial<WorkflowFile>): Promise<Workflow> {
		return await this.#call('patch', `/workflows/${id}`, workflow);
	}

	/** Publishes the newest version: triggers listen from now on. */
	async activate(workflow: Workflow): Promise<void> {
		await this.#call('post', `/workflows/${workflow.id}/activate`, {
			versionId: workflow.versionId,
		});
	}

	async deactivate(id: string): Promise<void> {
		await this.#call('post', `/workflows/${id}/deactivate`, {});
	}

	/** Starts a saved workflow at the trigger node named `from`; the execution's id. */
	async run(workflow: Workflow, from: string): Promise<string> {
		const { executionId } = await this.#call<{ executionId: string }>(
			'post',
			`/workflows/${workflow.id}/run`,
			{
				workflowData: workflow,
				triggerToStartFrom: { name: from },
			},
		);
		return executionId;
	}

	/** What *Retry* in the list of executions does, with the workflow as it was or as it is now; the new execution's id. */
	async retry(executionId: string, loadWorkflow: boolean): Promise<string> {
		const { id } = await this.#call<{ id: string }>('post', `/executions/${executionId}/retry`, {
			loadWorkflow,
		});
		return id;
	}

	/** An execution as it is now, its `data` parsed. */
	async execution(id: string): Promise<Execution> {
		const found = await this.#call<Omit<Execution, 'data'> & { data: string }>(
			'get',
			`/executions/${id}`,
		);
		return { ...found, data: parse(found.data) as Execution['data'] };
	}

	/** Waits until an execution is over, however it ended. Throws after `timeoutMs`. */
	async finished(id: string, timeoutMs = 120_000, pollMs = POLL_MS): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (FINISHED.includes(execution.status)) return execution;
			if (Date.now() > deadline) {
				throw new Error(
					`Execution ${id} is still "${execution.status}" after ${timeoutMs / 1000} s`,
				);
			}
			await sleep(pollMs);
		}
	}

	/** Runs a workflow to its end. */
	async runToEnd(workflow: Workflow, from: string, timeoutMs?: number): Promise<Execution> {
		return await this.finished(await this.run(workflow, from), timeoutMs);
	}

	async #call<T>(method: 'get' | 'post' | 'patch', path: string, data?: unknown): Promise<T> {
		const response = await this.#http.request<{ data: T }>({
			method,
			url: path,
			data,
			headers: this.#cookie ? { cookie: this.#cookie } : {},
		});
		this.#keepCookie(response);
		if (response.status >= 300) throw refusal(method, path, response);
		return response.data.data;
	}

	/** n8n sends the session's cookie at login, and a new one now and then. */
	#keepCookie(response: AxiosResponse): void {
		const session = response.headers['set-cookie']?.find((cookie) =>
			cookie.startsWith('n8n-auth='),
		);
		if (session) this.#cookie = session.split(';')[0];
	}
}

/** The JSON of the first output of a node's last run, one entry an item. Throws where the node did not run. */
export function outputOf(execution: Execution, node: string): Record<string, unknown>[] {
	const runs: RunData[string] | undefined = execution.data.resultData.runData[node];
	if (!runs) throw new Error(`Node "${node}" did not run`);
	return (runs.at(-1)?.data?.main?.[0] ?? []).map(({ json }) => json);
}

function refusal(method: string, path: string, { status, data }: AxiosResponse): Error {
	const said = (data as { message?: string } | undefined)?.message ?? JSON.stringify(data);
	return new Error(`n8n answered ${status} to ${method.toUpperCase()} ${path}: ${said}`);
}
