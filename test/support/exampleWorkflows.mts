// The example workflows in a real n8n: their sends switched on and pointed at a sink, their clocks replaced by a webhook,
// so that what a clock would start is started by a request and counts as a production run.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWorkflow } from '../../demo/furnish.mts';
import type { LiveTrigger } from './liveTrigger.mts';
import type { Execution, Workflow, WorkflowNode } from './n8n.mts';
import type { Sink } from './sink.mts';

export class ExampleWorkflows {
	readonly #live: LiveTrigger;
	readonly #sink: Sink;
	readonly #credentialId: string;

	constructor(live: LiveTrigger, sink: Sink, credentialId: string) {
		this.#live = live;
		this.#sink = sink;
		this.#credentialId = credentialId;
	}

	/**
	 * A workflow as a file has it, in n8n and published; `go` begins a run of one that a clock would start.
	 *
	 * @param change makes a node another one, such as one that fails
	 */
	async publish(
		file: string,
		change = (node: WorkflowNode) => node,
	): Promise<{ workflow: Workflow; go(): Promise<Execution> }> {
		const source = readWorkflow(file, this.#live.sandbox.info.baseUrl, this.#credentialId);
		const path = randomUUID();
		const nodes = source.nodes.map((node) => change(this.#ready(node, path)));
		const workflow = await this.#live.client.createWorkflow({ ...source, nodes });
		await this.#live.client.activate(workflow);
		let runs = 0;
		const url = `${this.#live.n8n.url}/webhook/${path}`;
		const go = async () => {
			await until(async () => (await fetch(url, { method: 'POST' })).ok);
			return await this.nthRun(workflow.id, ++runs);
		};
		return { workflow, go };
	}

	/** A run of a workflow, once it has ended. */
	async nthRun(workflowId: string, count: number): Promise<Execution> {
		const started = await this.#live.untilStarted(workflowId, count);
		return await this.#live.client.finished(started[count - 1].id);
	}

	/** Sends the form of a published workflow, its fields in order. */
	async submit({ nodes }: Workflow, values: string[]): Promise<void> {
		const form = nodes.find(({ type }) => type.endsWith('.formTrigger'));
		const url = `${this.#live.n8n.url}/form/${form?.webhookId}`;
		await until(async () => (await fetch(url)).ok);
		const body = new FormData();
		values.forEach((value, at) => body.set(`field-${at}`, value));
		expect((await fetch(url, { method: 'POST', body })).ok).toBe(true);
	}

	#ready(node: WorkflowNode, path: string): WorkflowNode {
		if (node.type.endsWith('.scheduleTrigger')) {
			const parameters = { path, httpMethod: 'POST', options: {} };
			const type = 'n8n-nodes-base.webhook';
			return { ...node, type, typeVersion: 2, webhookId: path, parameters };
		}
		if (!node.disabled) return node;
		const url = `${this.#sink.url}/${encodeURIComponent(node.name)}`;
		return { ...node, disabled: false, parameters: { ...node.parameters, url } };
	}
}

export async function until(done: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 90_000; !(await done()); await sleep(150)) {
		if (Date.now() > end) throw new Error('Not within 90 s');
	}
}

/** Names of the nodes that ran. */
export const ran = (execution: Execution) => Object.keys(execution.data.resultData.runData);
export const errorOf = (execution: Execution) => execution.data.resultData.error?.message;
