// A delivery that falls due while the worker looks: neither due at its first look at the clock nor to come at a second.
import { randomUUID } from 'node:crypto';
import { Clock } from '../../sandbox/clock.mts';
import { DEFAULT_SETTINGS } from '../../sandbox/settings.mts';
import { Store } from '../../sandbox/store/store.mts';
import { DeliveryWorker } from '../../sandbox/webhooks/worker.mts';
import type { Webhook } from '../../sandbox/types.mts';
import { startReceiver } from '../support/receiver.mts';

/** A clock that somebody has to look at: each look finds it so much later. */
class Leaping extends Clock {
	#at = 0;
	leap = 0;

	override now(): number {
		this.#at ||= super.now();
		const at = this.#at;
		this.#at += this.leap;
		return at;
	}
}

test('it is sent all the same', async () => {
	const receiver = await startReceiver();
	const clock = new Leaping();
	const store = new Store(':memory:', () => undefined, clock);
	const worker = new DeliveryWorker(store, { ...DEFAULT_SETTINGS }, () => undefined);
	try {
		const dates = { createdAt: '', updatedAt: '' };
		const webhook: Webhook = {
			id: '1',
			callbackUrl: receiver.url,
			types: ['card.updated'],
			...dates,
		};
		store.deliveries.settings.delayMs = 5;
		store.deliveries.queue(webhook, 'card.updated', randomUUID(), '{"id":"1"}');
		// Between one look and the next.
		clock.leap = 10;
		worker.wake();
		await receiver.waitFor(1, 5_000);
	} finally {
		await worker.stop();
		store.close();
		await receiver.close();
	}
});
