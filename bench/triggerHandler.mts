// webhook() of the built node on signed deliveries, on stand-ins that cost next to nothing.
import { createHash, createPublicKey, randomUUID, sign, verify, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import type { INodeType } from 'n8n-workflow';
import { deliveryHeaders } from '../sandbox/webhooks/sign.mts';
import { DELIVERY, deliveryContext, TOKEN, WEBHOOK_URL } from '../test/support/deliveryContext.mts';
import { keyPair } from '../test/support/webhookKeys.mts';
import { sized } from './support/size.mts';

const ROUNDS = sized(60, 1);
const BATCH = sized(80, 5);

const { OffBlocksTrigger } = createRequire(import.meta.url)('../index.js') as {
	OffBlocksTrigger: new () => INodeType;
};
const trigger = new OffBlocksTrigger();
const keys = keyPair();

interface Signed {
	context: ReturnType<typeof deliveryContext>['context'];
	answer: ReturnType<typeof deliveryContext>['answer'];
}

async function signedDelivery(): Promise<Signed> {
	const body = { ...DELIVERY, eventId: randomUUID() };
	const rawBody = Buffer.from(JSON.stringify(body));
	const url = `${WEBHOOK_URL}?token=${TOKEN}`;
	const headers = await deliveryHeaders(url, rawBody, {
		keyId: 'key',
		privateKey: keys.privateKey,
	});
	return deliveryContext(body, { headers, rawBody, webhookPublicKey: keys.publicKey });
}

/** Microseconds for each delivery, one after another. */
async function handle(deliveries: Signed[]): Promise<number> {
	const start = performance.now();
	for (const { context, answer } of deliveries) {
		const { workflowData } = await trigger.webhook!.call(context);
		if (!workflowData) throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
		answer.status(200).json({});
	}
	return ((performance.now() - start) / deliveries.length) * 1000;
}

/** The same number of signatures of the same size, checked the same way: on the thread pool. */
async function verifyAlone(key: KeyObject, data: Buffer, signature: Buffer): Promise<number> {
	const start = performance.now();
	for (let n = 0; n < BATCH; n += 1) {
		const ok = await new Promise((resolve, reject) =>
			verify('sha384', data, { key, dsaEncoding: 'ieee-p1363' }, signature, (error, result) =>
				error ? reject(error) : resolve(result),
			),
		);
		if (!ok) throw new Error('The signature does not hold');
	}
	return ((performance.now() - start) / BATCH) * 1000;
}

/** Microseconds, and their ratio. */
export async function handlerRatio(): Promise<{ ours: number; theirs: number; ratio: number }> {
	const key = createPublicKey(keys.publicKey);
	const data = createHash('sha512').update('as long as a signature base').digest();
	const base = Buffer.concat([data, data, data, data, data, data]);
	const signature = sign('sha384', base, { key: keys.privateKey, dsaEncoding: 'ieee-p1363' });
	const rounds: { ours: number; theirs: number }[] = [];
	for (let round = 0; round <= ROUNDS; round += 1) {
		const deliveries: Signed[] = [];
		for (let n = 0; n < BATCH; n += 1) deliveries.push(await signedDelivery());
		const theirs = await verifyAlone(key, base, signature);
		const ours = await handle(deliveries);
		if (round > 0) rounds.push({ ours, theirs });
	}
	// The fastest batch of each: whatever else the machine did can only have slowed the others down.
	const fastest = {
		ours: Math.min(...rounds.map(({ ours }) => ours)),
		theirs: Math.min(...rounds.map(({ theirs }) => theirs)),
	};
	return { ...fastest, ratio: fastest.ours / fastest.theirs };
}
