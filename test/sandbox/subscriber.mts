import type { AxiosResponse } from 'axios';
import { SigningClient } from '../support/client.mts';
import { type Receiver, startReceiver } from '../support/receiver.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

/** A card of the small world that is active. */
export const ACTIVE_CARD = 'd0000000-0000-4000-8000-000000000501';
const DEFAULTS = {
	deliverySignature: 'signed',
	deliveryComponents: null,
	deliveryRetrySignature: 'anew',
	speed: 1000,
	webhooks: { duplicate: 0, delayMs: 0, reorder: false },
};

/** A sandbox whose retries run a thousand times faster, and receivers that come and go with each test. */
export interface Subscriber {
	sandbox: Sandbox;
	client: SigningClient;
	/** A receiver with a subscription. */
	subscribe(types: string[], answer?: Parameters<typeof startReceiver>[0]): Promise<Receiver>;
	emit(body: unknown): Promise<AxiosResponse>;
	deliveriesOf(eventId: string): Promise<Array<Record<string, unknown>>>;
}

/** Registers the hooks of a test file that waits for deliveries. */
export function useSubscriber(): Subscriber {
	const receivers: Receiver[] = [];
	const shared = {
		async subscribe(types, answer) {
			const receiver = await startReceiver(answer);
			receivers.push(receiver);
			const body = { callbackUrl: receiver.url, types };
			expect((await shared.client.put('/webhooks', body)).status).toBe(200);
			return receiver;
		},
		emit: (body) => shared.sandbox.admin.post('/webhooks/emit', body),
		async deliveriesOf(eventId) {
			const { data } = await shared.sandbox.admin.get('/webhooks/deliveries');
			return data.filter((row: { eventId: string }) => row.eventId === eventId);
		},
	} as Subscriber;
	beforeAll(async () => {
		shared.sandbox = await startSandbox({ args: ['--speed', '1000'] });
		shared.client = new SigningClient(shared.sandbox.info);
	});
	afterAll(() => shared.sandbox?.stop());
	afterEach(async () => {
		const { client, sandbox } = shared;
		for (const { id } of (await client.get('/webhooks')).data)
			await client.delete(`/webhooks/${id}`);
		await sandbox.admin.put('/settings', DEFAULTS);
		await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
	});
	return shared;
}

export const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the event's deliveries are as `expected`, and fails with what they are after ten seconds. */
export async function untilDeliveries(
	{ deliveriesOf }: Subscriber,
	eventId: string,
	expected: object[],
): Promise<void> {
	const wanted = expected.map((one) => expect.objectContaining(one) as unknown);
	for (const end = Date.now() + 10_000; Date.now() < end; await settle(50)) {
		const rows = await deliveriesOf(eventId);
		if (rows.length > 0 && jestEquals(rows, wanted)) return;
	}
	expect(await deliveriesOf(eventId)).toEqual(wanted);
}

function jestEquals(actual: unknown, wanted: unknown): boolean {
	try {
		expect(actual).toEqual(wanted);
		return true;
	} catch {
		return false;
	}
}
