// A real n8n with the trigger in its workflows, and a sandbox that sends it events.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { sandboxCredential } from '../../demo/furnish.mts';
import { WITHOUT_EDITOR } from '../../tools/n8n-environment.mts';
import { SigningClient } from './client.mts';
import type { Subscription } from './events.mts';
import { readExecutions, TRIGGER, type StartedBy } from './executions.mts';
import { N8nClient, startN8n, type N8n, type Workflow } from './n8n.mts';
import { OWNER } from './owner.mts';
import { startSandbox, type Sandbox } from './sandbox.mts';
import { sharedN8n } from './shared/share.mts';

export { TRIGGER };

/** What n8n was doing when it was killed is tried again after this time instead of two minutes. */
const QUICK_RECOVERY = {
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '4',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '500',
};

export interface LiveTrigger {
	readonly n8n: { readonly url: string };
	readonly sandbox: Sandbox;
	readonly client: N8nClient;
	subscriptions(): Promise<Subscription[]>;
	/** Waits until exactly so many subscriptions are there, and the same half a second later. */
	untilSubscribed(count: number, within?: number): Promise<Subscription[]>;
	/** Waits until the one subscription there is has these event types, sorted. */
	untilSubscribedTo(types: string[], within?: number): Promise<void>;
	/** A credential for the sandbox, with some fields changed. */
	newCredential(change?: Record<string, unknown>): Promise<{ credentialId: string }>;
	/** A workflow of the trigger alone. */
	newWorkflow(options?: IDataObject, credential?: Record<string, unknown>): Promise<Workflow>;
	/** Sends a card event from the sandbox; its id. */
	emit(): Promise<string>;
	executionsOf(workflowId: string): StartedBy[];
	/** Waits until so many executions of a workflow are in the database. */
	untilStarted(workflowId: string, count: number): Promise<StartedBy[]>;
	stop(): Promise<void>;
}

/** With an n8n of its own, which can be killed. */
export interface OwnTrigger extends LiveTrigger {
	readonly n8n: N8n;
	/** All that n8n printed. */
	readonly log: string[];
	restart(signal: NodeJS.Signals, whileDown?: Promise<void>): Promise<void>;
}

/** Beside other tests, in the n8n that they share. */
export async function joinLiveTrigger(): Promise<LiveTrigger> {
	const [sandbox, { url, cookie, userFolder }] = await Promise.all([
		startQuickly(),
		sharedN8n('e2e'),
	]);
	const live = liveTrigger({ url }, sandbox, new N8nClient(url, cookie), userFolder);
	const stop = async () => void (await sandbox.stop());
	return { ...live, stop };
}

export async function startLiveTrigger(env: NodeJS.ProcessEnv = {}): Promise<OwnTrigger> {
	const userFolder = mkdtempSync(join(tmpdir(), 'offblocks-e2e-'));
	const log: string[] = [];
	const [sandbox, n8n] = await Promise.all([
		startQuickly(),
		startN8n({
			userFolder,
			env: { ...WITHOUT_EDITOR, ...QUICK_RECOVERY, ...env },
			log: (line) => log.push(line),
		}),
	]);
	const client = new N8nClient(n8n.url);
	await client.enter(OWNER);
	return {
		...liveTrigger(n8n, sandbox, client, userFolder),
		n8n,
		log,
		async restart(signal, whileDown) {
			await n8n.kill(signal);
			await whileDown;
			await n8n.restart();
			await client.enter(OWNER);
		},
		async stop() {
			await Promise.all([n8n.stop(), sandbox.stop()]);
			rmSync(userFolder, { recursive: true, force: true });
		},
	};
}

const startQuickly = () => startSandbox({ args: ['--speed', '1000'] });

function liveTrigger(
	n8n: { url: string },
	sandbox: Sandbox,
	client: N8nClient,
	userFolder: string,
): Omit<LiveTrigger, 'stop'> {
	const api = new SigningClient(sandbox.info);
	const live: Omit<LiveTrigger, 'stop'> = {
		n8n,
		sandbox,
		client,
		subscriptions: async () => (await api.get('/webhooks')).data as Subscription[],
		async untilSubscribed(count, within = 60_000) {
			const deadline = Date.now() + within;
			for (;;) {
				const before = await live.subscriptions();
				await sleep(500);
				const after = await live.subscriptions();
				if (before.length === count && after.length === count) return after;
				if (Date.now() > deadline) throw new Error(`${after.length} subscriptions, not ${count}`);
			}
		},
		async untilSubscribedTo(types, within = 60_000) {
			const deadline = Date.now() + within;
			for (;;) {
				// n8n publishes in the background: at first the old subscription is still there.
				const found = (await live.untilSubscribed(1, within))[0].types.sort().join();
				if (found === types.join()) return;
				if (Date.now() > deadline) throw new Error(`subscribed to ${found}`);
			}
		},
		async newCredential(change = {}) {
			const credential = sandboxCredential(sandbox.info);
			const data = { ...credential.data, ...change };
			const { id } = await client.createCredential({ ...credential, data });
			return { credentialId: id };
		},
		async newWorkflow(options = {}, credential = {}) {
			const { credentialId } = await live.newCredential(credential);
			return await client.createWorkflow(workflowFile(options, credentialId));
		},
		async emit() {
			const { data } = await sandbox.admin.post('/webhooks/emit', { type: 'card.updated' });
			return data.eventId as string;
		},
		executionsOf: (workflowId) => readExecutions(userFolder, workflowId),
		async untilStarted(workflowId, count) {
			const deadline = Date.now() + 120_000;
			for (;;) {
				const found = readExecutions(userFolder, workflowId);
				if (found.length >= count) return found;
				if (Date.now() > deadline) throw new Error(`${found.length} executions, not ${count}`);
				await sleep(200);
			}
		},
	};
	return live;
}

function workflowFile(options: IDataObject, credentialId: string) {
	const trigger = {
		id: randomUUID(),
		webhookId: randomUUID(),
		name: TRIGGER,
		type: 'n8n-nodes-offblocks.offBlocksTrigger',
		typeVersion: 2,
		position: [0, 0] as [number, number],
		parameters: { events: ['card.updated'], options },
		credentials: { offBlocksApi: { id: credentialId, name: 'OffBlocks sandbox' } },
	};
	const settings = { executionOrder: 'v1' };
	return { name: `Events ${randomUUID()}`, nodes: [trigger], connections: {}, settings };
}
