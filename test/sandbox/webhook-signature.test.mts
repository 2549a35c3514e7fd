import { createHash, createPublicKey, verify } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { ALGORITHM } from '../support/client.mts';
import type { ReceivedDelivery, Receiver } from '../support/receiver.mts';
import { ACTIVE_CARD, settle, useSubscriber } from './subscriber.mts';

const subscriber = useSubscriber();
const { subscribe, emit } = subscriber;

const TARGET = '"@method" "@authority" "@path"';

const set = (settings: object) => subscriber.sandbox.admin.put('/settings', settings);

interface VerificationKey {
	keyId: string;
	/** PEM. */
	publicKey: string;
}

/** The key as a client gets it: over the signed channel, base64 of its PEM. */
async function verificationKey(): Promise<VerificationKey> {
	const { status, data } = await subscriber.client.get('/webhooks/verification-key');
	expect([status, Object.keys(data).sort()]).toEqual([200, ['key', 'keyId']]);
	return { keyId: data.keyId, publicKey: Buffer.from(data.key, 'base64').toString('utf8') };
}

/** One delivery of a subscription of its own. */
async function deliver(): Promise<{ receiver: Receiver; delivery: ReceivedDelivery }> {
	const receiver = await subscribe(['card.updated']);
	await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
	const [delivery] = await receiver.waitFor(1);
	if (!delivery) throw new Error('Nothing came');
	return { receiver, delivery };
}

/** Whether an independent library accepts the delivery, with some headers changed. */
async function verifies(
	{ receiver, delivery }: Awaited<ReturnType<typeof deliver>>,
	key: VerificationKey,
	change: Record<string, string> = {},
): Promise<boolean> {
	const headers = { ...(delivery.headers as Record<string, string>), ...change };
	const config = {
		keyLookup: async ({ keyid }: { keyid?: string }) =>
			keyid !== key.keyId
				? null
				: {
						id: key.keyId,
						algs: [ALGORITHM],
						verify: async (data: Buffer, signature: Buffer) =>
							verify('sha384', data, { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, signature),
					},
		requiredParams: ['created', 'keyid', 'alg'],
	};
	const message = { method: 'POST', url: receiver.url, headers };
	// It throws where no key is known, and says false or null where the signature is wrong or missing.
	return (await httpbis.verifyMessage(config, message).catch(() => false)) === true;
}

const inputOf = (delivery: ReceivedDelivery) => String(delivery.headers['signature-input']);

test('are signed without a digest by default: parameters keyid, alg, created, and nothing else', async () => {
	const key = await verificationKey();
	const delivered = await deliver();
	const { delivery } = delivered;
	const input = new RegExp(
		`^sig=\\(${TARGET}\\);keyid="${key.keyId}";alg="${ALGORITHM}";created=(\\d+)$`,
	).exec(inputOf(delivery));
	expect(Math.abs(Number(input?.[1]) - Date.now() / 1000)).toBeLessThan(10);
	expect(delivery.headers['content-digest']).toBeUndefined();
	expect(delivery.headers['content-type']).toBe('application/json');
	expect(await verifies(delivered, key)).toBe(true);
	expect(
		await verifies(delivered, key, { 'signature-input': inputOf(delivery).replace(/\d$/, '') }),
	).toBe(false);
});

test('the key is a P-384 one, the same that the sandbox’s info says', async () => {
	const { keyId, publicKey } = await verificationKey();
	const { webhookKeyId, webhookPublicKey } = subscriber.sandbox.info;
	expect({ keyId, publicKey }).toEqual({ keyId: webhookKeyId, publicKey: webhookPublicKey });
	expect(createPublicKey(publicKey).asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
});

test('are signed with a digest of sha-512 where the setting says so', async () => {
	await set({ deliverySignature: 'digest' });
	const key = await verificationKey();
	const delivered = await deliver();
	const { delivery } = delivered;
	expect(inputOf(delivery)).toContain(`sig=(${TARGET} "content-digest");keyid=`);
	const digest = createHash('sha512').update(delivery.text).digest('base64');
	expect(delivery.headers['content-digest']).toBe(`sha-512=:${digest}:`);
	expect(await verifies(delivered, key)).toBe(true);
	expect(await verifies(delivered, key, { 'content-digest': 'sha-512=:AAAA:' })).toBe(false);
});

test('are unsigned where the setting says so', async () => {
	await set({ deliverySignature: 'none', deliveryComponents: '@method' });
	const { headers } = (await deliver()).delivery;
	expect(headers).toMatchObject({ 'content-type': 'application/json' });
	for (const name of ['signature', 'signature-input', 'content-digest'])
		expect(headers[name]).toBeUndefined();
});

test.each([
	['nothing at all', 'signed', '', '', false],
	[
		'what is named',
		'signed',
		'@method @query content-type',
		'"@method" "@query" "content-type"',
		false,
	],
	[
		'a digest, which is then sent',
		'signed',
		'@path content-digest',
		'"@path" "content-digest"',
		true,
	],
	['no digest, though one is sent', 'digest', '@method', '"@method"', true],
])('cover %s with deliveryComponents', async (_, deliverySignature, names, covered, digest) => {
	await set({ deliverySignature, deliveryComponents: names });
	const delivered = await deliver();
	expect(inputOf(delivered.delivery)).toMatch(`sig=(${covered});keyid=`);
	expect(delivered.delivery.headers['content-digest'] !== undefined).toBe(digest);
	expect(await verifies(delivered, await verificationKey())).toBe(true);
});

/** The headers of a first attempt that fails and of the one a second or more later. */
async function retried(): Promise<[ReceivedDelivery, ReceivedDelivery]> {
	// `created` is in whole seconds, so that the retry must come more than one later: after 1.25 to 3.75 s.
	await subscriber.sandbox.admin.put('/settings', { speed: 0.4 });
	const receiver = await subscribe(['card.updated'], (index) => (index === 0 ? 500 : 200));
	await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
	const [first, second] = await receiver.waitFor(2);
	if (!first || !second) throw new Error('No retry came');
	expect(second.text).toBe(first.text);
	return [first, second];
}

test('are signed anew when they are repeated', async () => {
	const [first, second] = await retried();
	expect(inputOf(second)).not.toBe(inputOf(first));
	expect(second.headers.signature).not.toBe(first.headers.signature);
});

test('carry the first attempt’s signature when they are repeated, where the setting says so', async () => {
	await set({ deliveryRetrySignature: 'same' });
	const [first, second] = await retried();
	expect(inputOf(second)).toBe(inputOf(first));
	expect(second.headers.signature).toBe(first.headers.signature);
});

test('a new key signs from the moment it is made', async () => {
	const before = await verificationKey();
	const { data } = await subscriber.sandbox.admin.post('/verification-key');
	const after = await verificationKey();
	expect(after).toEqual(data);
	expect([after.keyId === before.keyId, after.publicKey === before.publicKey]).toEqual([
		false,
		false,
	]);
	const delivered = await deliver();
	expect(await verifies(delivered, before)).toBe(false);
	expect(await verifies(delivered, after)).toBe(true);
	const { data: info } = await subscriber.sandbox.admin.get('/info');
	expect([info.webhookKeyId, info.webhookPublicKey]).toEqual([after.keyId, after.publicKey]);
	subscriber.sandbox.info = info;
});

test('are created by the sandbox’s clock', async () => {
	const receiver = await subscribe(['card.updated']);
	await set({ clockOffset: -500 });
	try {
		await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
		const [delivery] = await receiver.waitFor(1);
		const created = Number(/created=(\d+)/.exec(String(delivery?.headers['signature-input']))?.[1]);
		expect(Math.abs(created - (Date.now() / 1000 - 500))).toBeLessThan(10);
	} finally {
		await set({ clockOffset: 0 });
	}
});

test('any 2xx is an end of it', async () => {
	const receiver = await subscribe(['card.updated'], () => 202);
	await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
	await receiver.waitFor(1);
	await settle(200);
	expect(receiver.received).toHaveLength(1);
});
