// What it costs to sign a request: all that the credential does, against the bare crypto.sign in it.
import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { keepResults } from './results.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { inRounds, median, ratio, report, timed } from './support/rounds.mts';
import { sized } from './support/size.mts';
import { loadSource } from './support/source.mts';

type Sign = (credential: object, options: IHttpRequestOptions) => Promise<IHttpRequestOptions>;

const { signRequest } = await loadSource<{ signRequest: Sign }>('credentials/request/sign.ts');
const pem = newPrivateKey();
const credential = credentialFor('https://api.example.com/v1', pem);
const key: KeyObject = createPrivateKey(pem);
const signAsync = promisify(sign) as (hash: string, data: Buffer, how: object) => Promise<Buffer>;
const how = { key, dsaEncoding: 'ieee-p1363' } as const;
/** About as long as the signature base of the request below. */
const base = randomBytes(700);
const body = Buffer.from(
	JSON.stringify({
		type: 'virtual',
		billingAddress: { firstLine: '1 Street', city: 'London', country: 'GB', postCode: 'NW6 2FG' },
	}),
);

/** A Create, as the node hands it to n8n. */
const request = (): IHttpRequestOptions => ({
	method: 'POST',
	url: '/accounts/123e4567-e89b-12d3-a456-426614174000/cards',
	headers: {
		accept: 'application/json',
		'content-type': 'application/json',
		'idempotency-key': '123e4567-e89b-12d3-a456-426614174000',
	},
	body,
});

const ours = async () => await signRequest(credential, request());
const bare = async () => await signAsync('sha384', base, how);

/** CPU time of all threads for some requests, one after another; a busy neighbour is not in it. */
async function cpuTime(work: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	for (let i = 0; i < 50; i++) await work();
	const { user, system } = process.cpuUsage(before);
	return user + system;
}

async function oneRequest(): Promise<number> {
	const figures = await inRounds(sized(80, 1), {
		ours: async () => await cpuTime(ours),
		bare: async () => await cpuTime(bare),
	});
	return median(figures.ours) / median(figures.bare);
}

/**
 * CPU time of all but the signature, as a share of the bare signature: signing is taken out, so that what is
 * left can be told from the noise of a millisecond of arithmetic.
 */
async function aroundIt(): Promise<number> {
	const bareTime = await cpuTime(bare);
	const crypto = createRequire(import.meta.url)('node:crypto') as { sign: unknown };
	const real = crypto.sign;
	const signature = Buffer.alloc(96, 1);
	crypto.sign = (...given: unknown[]) =>
		(given.at(-1) as (error: null, signature: Buffer) => void)(null, signature);
	const figures: number[] = [];
	for (let round = 0; round < sized(200, 2); round++) figures.push(await cpuTime(ours));
	crypto.sign = real;
	return median(figures) / bareTime;
}

const BATCH = sized(1_000, 10);
const allAtOnce = async () => await Promise.all(Array.from({ length: BATCH }, ours));
const oneByOne = () => {
	for (let i = 0; i < BATCH; i++) sign('sha384', base, how);
};

/**
 * CPU time of the event loop's own thread. Not performance.eventLoopUtilization(): where neighbours keep the
 * cores busy, that counts the time in which the thread waits for one.
 */
async function blocked(work: () => unknown): Promise<number> {
	const before = process.threadCpuUsage();
	await work();
	const { user, system } = process.threadCpuUsage(before);
	return user + system;
}

console.log('Sign one request, all in');
const one = await oneRequest();
report('one request', 'crypto.sign alone', one, '≤ 1.02×');
const around = await aroundIt();
report('of it all but the signature', 'crypto.sign alone', around, '≤ 0.02×');

const times = await inRounds(sized(7, 1), {
	ours: () => timed(allAtOnce),
	sync: () => timed(oneByOne),
});
const faster = ratio(times.sync, times.ours);
report(`${BATCH} requests at once`, 'as fast as sync, one after another', faster, '≥ 1.6×');

const loop = await inRounds(sized(7, 1), {
	ours: () => blocked(allAtOnce),
	sync: () => blocked(oneByOne),
});
const share = ratio(loop.ours, loop.sync);
report('event loop blocked', 'that of sync signing', share, '≤ 0.15×');
keepResults('sign', { one, around, faster, blocked: share });
