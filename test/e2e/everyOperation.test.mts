// Every operation of the node in a real n8n, through the packed package, each judged by what it gives.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { chain, webhook as hookNode, type Part } from '../../cluster/chain.mts';
import { SigningClient } from '../support/client.mts';
import { offered } from '../support/everyOperation.mts';
import { eventually } from '../support/eventually.mts';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import { outputOf, type Execution, type WorkflowFile } from '../support/n8n.mts';
import { byId } from '../support/offblocks.mts';
import { SECOND_KEY, STEPS, WORLD, type Step, type Subscriptions } from '../support/everyStep.mts';

const NODE = 'n8n-nodes-offblocks.offBlocks';
let live: LiveTrigger;
let credentialId: string;
let subscriptions: Subscriptions;

beforeAll(async () => {
	live = await joinLiveTrigger();
	({ credentialId } = await live.newCredential());
	await live.client.activate(await live.newWorkflow());
	await live.untilSubscribed(1);
	const api = new SigningClient(live.sandbox.info);
	const subscribe = async (callbackUrl: string) =>
		String((await api.put('/webhooks', { callbackUrl, types: ['card.updated'] })).data.id);
	subscriptions = {
		left: await subscribe(`${live.n8n.url}/webhook/${randomUUID()}/webhook?token=x`),
		foreign: await subscribe('http://127.0.0.1:9/hook'),
	};
});
afterAll(() => live?.stop());

/** Those that remember something, which n8n does for published workflows only. */
const REMEMBERING = ['event/removeRepeated', 'card/getChanges', 'card/confirmChanges'];

const operationNode = (name: string, parameters: object = {}): Part => {
	const [resource, operation] = name.split(', ')[0].split('/');
	const options = { executeOnce: true, alwaysOutputData: true };
	return { name, type: NODE, parameters: { resource, operation, ...parameters }, ...options };
};

it('there is a step for every operation', () => {
	const names = [...STEPS.map(({ name }) => name), ...REMEMBERING];
	expect(names.filter((name) => /^\w+\/\w+$/.test(name)).sort()).toEqual(offered());
});

/** The steps one behind the other, from a manual start. */
function workflowOfSteps(keyCredentialId: string): WorkflowFile {
	const start: Part = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const parts = STEPS.map(({ name, parameters }): Part => {
		if (name.includes('/')) return operationNode(name, parameters);
		const pause = { amount: 1, unit: 'seconds' };
		return {
			name,
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: pause,
			executeOnce: true,
		};
	});
	const file = chain('Every operation', [start, ...parts], credentialId);
	for (const node of file.nodes) {
		if (node.name === 'webhook/get') node.parameters.webhookId = byId(subscriptions.left);
		if (node.name === 'signingKey/register') {
			node.credentials = { offBlocksApi: { id: keyCredentialId, name: 'Second key' } };
		}
	}
	return file;
}

function judge(execution: Execution, { name, gives }: Step): void {
	const items = outputOf(execution, name);
	if (typeof gives === 'function') gives(items, subscriptions);
	else
		expect(items).toEqual(expect.arrayContaining(gives.map((one) => expect.objectContaining(one))));
}

it('each gives what it is there for', async () => {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
	const second = await live.newCredential({
		keyId: SECOND_KEY,
		privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	});
	const workflow = await live.client.createWorkflow(workflowOfSteps(second.credentialId));
	const execution = await live.client.runToEnd(workflow, 'Start');
	const { error, lastNodeExecuted } = execution.data.resultData;
	expect({ lastNodeExecuted, error: error && [error.message, error.description] }).toEqual({
		lastNodeExecuted: STEPS.at(-1)?.name,
		error: undefined,
	});
	for (const step of STEPS) judge(execution, step);
	// Gone at OffBlocks, too.
	const api = new SigningClient(live.sandbox.info);
	expect((await api.get(`/webhooks/${subscriptions.left}`)).status).toBe(404);
	expect((await api.get('/cards', { keyId: SECOND_KEY })).status).not.toBe(200);
});

it('those that remember tell a second time from a first', async () => {
	const path = randomUUID();
	const [once, changes, confirm] = REMEMBERING;
	const parts = [
		hookNode('Hook', path),
		operationNode(once, { dedupeValue: '={{ $json.body.eventId }}' }),
		operationNode(changes, { outputs: 'summary' }),
		operationNode(confirm),
	];
	const workflow = await live.client.createWorkflow(chain('Remembering', parts, credentialId));
	await live.client.activate(workflow);
	let count = 0;
	const call = async (eventId: string) => {
		await eventually(async () => {
			const answer = await fetch(`${live.n8n.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ eventId }),
			});
			expect(answer.status).toBe(200);
		});
		const started = await live.untilStarted(workflow.id, (count += 1));
		const execution = await live.client.finished(started[count - 1].id);
		return [once, changes, confirm].map((name) => outputOf(execution, name));
	};
	const [first, look, seen] = await call('e-1');
	expect(first).toMatchObject([{ body: { eventId: 'e-1' } }]);
	expect(look).toMatchObject([{ baselineEstablished: true }]);
	expect(seen).toEqual(look);
	await live.sandbox.admin.patch(`/cards/${WORLD.suspendedCard}`, { status: 'active' });
	const [again, changed] = await call('e-1');
	// n8n puts an empty item where there is none.
	expect(again).toEqual([{}]);
	expect(changed).toMatchObject([{ changed: 1 }]);
	const [other, quiet] = await call('e-2');
	expect(other).toMatchObject([{ body: { eventId: 'e-2' } }]);
	expect(quiet).toMatchObject([{ changed: 0 }]);
});
