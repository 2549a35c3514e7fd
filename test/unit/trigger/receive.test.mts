// The handler itself, on stand-ins that cost next to nothing.
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IWebhookFunctions } from 'n8n-workflow';
import { DeliveryMemory } from '../../../nodes/OffBlocks/trigger/DeliveryMemory';
import { receive } from '../../../nodes/OffBlocks/trigger/receive';
import { DELIVERY, deliveryContext } from '../../support/deliveryContext.mts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const subscriptionOf = (context: IWebhookFunctions) =>
	context.getWorkflowStaticData('node').production as object;

function heap(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

async function deliver(count: number, memory: DeliveryMemory): Promise<void> {
	for (let n = 0; n < count; n += 1) {
		const delivery = deliveryContext({ ...DELIVERY, eventId: randomUUID() });
		const { workflowData } = await receive(delivery.context, memory);
		if (!workflowData) throw new Error(`Refused: ${JSON.stringify(delivery.answer.body)}`);
		delivery.answer.status(200).json({});
	}
}

it('keeps its memory flat, however many events come', async () => {
	const memory = new DeliveryMemory(1_000);
	await deliver(2_000, memory);
	const before = heap();
	await deliver(20_000, memory);
	expect(heap() - before).toBeLessThan(1_000_000);
	expect(memory.size).toBe(1_000);
});

it('answers from the memory that it is given', async () => {
	const body = { ...DELIVERY, eventId: randomUUID() };
	const memory = new DeliveryMemory();
	const first = deliveryContext(body);
	expect((await receive(first.context, memory)).workflowData).toHaveLength(1);
	first.answer.status(200).json({});
	const second = deliveryContext(body);
	expect(await receive(second.context, memory)).toEqual({ noWebhookResponse: true });
	expect(second.answer.body).toEqual({ status: 'duplicate' });
	expect(
		(await receive(deliveryContext(body).context, new DeliveryMemory())).workflowData,
	).toBeDefined();
});

it('reads nothing of a request without a token', async () => {
	const { context, answer } = deliveryContext({ ...DELIVERY });
	const request = { ...(context.getRequestObject() as object), query: {}, body: undefined };
	const untouchable = new Proxy(context, {
		get(target, name) {
			const allowed = [
				'getRequestObject',
				'getResponseObject',
				'getNode',
				'getWorkflow',
				'getMode',
				'logger',
			];
			if (!allowed.includes(String(name))) throw new Error(`${String(name)} was asked for`);
			return name === 'getRequestObject' ? () => request : target[name as keyof typeof target];
		},
	});
	await receive(untouchable, new DeliveryMemory());
	expect(answer).toMatchObject({
		statusCode: 401,
		body: { message: 'The token of the callback URL is missing.' },
	});
});

it('never throws: what nobody foresaw is a 503 and a line in the log', async () => {
	const headers = { signature: 'sig=:AA==:', 'signature-input': 'sig=();created=1' };
	const body = { ...DELIVERY, eventId: randomUUID() };
	const { context, answer, logged } = deliveryContext(body, { headers });
	// Another node than before: that one's key is remembered for some seconds.
	const node = { ...context.getNode(), id: randomUUID() };
	const production = { ...subscriptionOf(context), owner: `instance/workflow/${node.id}` };
	context.getWorkflowStaticData = () => ({ production });
	context.getNode = () => node;
	context.getCredentials = async () => {
		throw new Error('Credentials not found');
	};
	expect(await receive(context, new DeliveryMemory())).toEqual({ noWebhookResponse: true });
	expect(answer.statusCode).toBe(503);
	expect(answer.body).toEqual({ message: expect.not.stringContaining('Credentials') });
	expect(logged).toEqual([expect.stringContaining('Credentials not found')]);
});
