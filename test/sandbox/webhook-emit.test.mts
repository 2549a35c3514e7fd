import { randomUUID } from 'node:crypto';
import { useSubscriber } from './subscriber.mts';

const subscriber = useSubscriber();
const { subscribe, emit } = subscriber;

describe('emit', () => {
	test.each([
		'customer.updated',
		'account.updated',
		'card.updated',
		'authorisation.updated',
		'transaction.updated',
	])('sends a realistic %s', async (type) => {
		const receiver = await subscribe([type]);
		const { data } = await emit({ type });
		expect(data).toEqual({
			eventId: expect.any(String),
			subscriptions: 1,
			entity: expect.any(Object),
		});
		const [delivery] = await receiver.waitFor(1);
		expect(delivery?.json).toEqual({ webhookType: type, eventId: data.eventId, ...data.entity });
	});

	test('stores the card, so that GET finds it', async () => {
		const id = randomUUID();
		const entity = { id, status: 'suspended', name: 'Someone Else' };
		const { data } = await emit({ type: 'card.updated', entity });
		expect(data.entity).toMatchObject(entity);
		expect((await subscriber.client.get(`/cards/${id}`)).data).toEqual(data.entity);
	});

	test('of what does not fit or exist is refused', async () => {
		const refused = (status: number) => ({ response: { status } });
		await expect(emit({ type: 'card.created' })).rejects.toMatchObject(refused(400));
		await expect(
			emit({ type: 'card.updated', entity: { status: 'melted' } }),
		).rejects.toMatchObject(refused(400));
		await expect(emit({ type: 'card.updated', cardId: randomUUID() })).rejects.toMatchObject(
			refused(404),
		);
		await expect(emit({ type: 'account.updated', accountId: randomUUID() })).rejects.toMatchObject(
			refused(404),
		);
	});
});
