// The handler itself, on stand-ins that cost next to nothing.
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { receive } from '../../../nodes/OffBlocks/trigger/receive';
import { DELIVERY, deliveryContext } from '../../support/deliveryContext.mts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heap(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

async function deliver(count: number): Promise<void> {
	for (let n = 0; n < count; n += 1) {
		const delivery = deliveryContext({ ...DELIVERY, eventId: randomUUID() });
		const { workflowData } = await receive(delivery.context);
		if (!workflowData) throw new Error(`Refused: ${JSON.stringify(delivery.answer.body)}`);
		delivery.answer.status(200).json({});
	}
}

it('keeps its memory flat over 100,000 deliveries', async () => {
	await deliver(51_000);
	const before = heap();
	await deliver(100_000);
	expect(heap() - before).toBeLessThan(2_000_000);
}, 120_000);

it('never throws: what nobody foresaw is a 503 and a line in the log', async () => {
	const { context, answer, logged } = deliveryContext({ ...DELIVERY, eventId: randomUUID() });
	// Another credential than before: that one's key is remembered for some seconds.
	const credentials = { offBlocksApi: { id: randomUUID(), name: 'another' } };
	const node = { ...context.getNode(), credentials };
	context.getNode = () => node;
	context.getCredentials = async () => {
		throw new Error('Credentials not found');
	};
	expect(await receive(context)).toEqual({ noWebhookResponse: true });
	expect(answer.statusCode).toBe(503);
	expect(answer.body).toEqual({ message: expect.not.stringContaining('Credentials') });
	expect(logged).toEqual([expect.stringContaining('Credentials not found')]);
});
