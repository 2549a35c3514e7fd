// What a delivery's signature proves, and what it does not. The key is the credential's here.
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { deliveryHeaders } from '../../../sandbox/webhooks/sign.mts';
import { cardEvent, entityOf } from '../../support/events.mts';
import type { HostOptions } from '../../support/triggerHost.mts';
import { useTriggers } from '../../support/triggers.mts';
import { keyPair } from '../../support/webhookKeys.mts';

const triggers = useTriggers();
const { active } = triggers;

const REQUIRED = ['@method', '@authority', '@path', 'content-digest'];
const UNREAD = { options: { confirmWithApi: false } };
type Headers = Record<string, string>;

const keys = keyPair();
const stranger = keyPair();

async function signed(parameters: IDataObject = {}, options: Partial<HostOptions> = {}) {
	const { n8n, url } = await active({
		credentials: triggers.api.credentials({ webhookPublicKey: keys.publicKey }),
		parameters,
		...options,
	});
	await triggers.api.forgetCalls();
	return { n8n, url, event: await cardEvent(triggers.api) };
}

const bytes = (event: IDataObject) => Buffer.from(JSON.stringify(event));
const sign = async (url: string, body: Buffer, covered = REQUIRED, key = keys) =>
	await deliveryHeaders(url, body, { keyId: randomUUID(), privateKey: key.privateKey }, covered);

/** Headers of a signature that was made so many seconds ago. */
async function signedAgo(seconds: number, url: string, body: Buffer): Promise<Headers> {
	const now = Date.now();
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now - seconds * 1000);
	return await sign(url, body).finally(() => clock.mockRestore());
}

describe('a signature over the body', () => {
	it('is enough: nothing is read with Confirm with API switched off', async () => {
		const { n8n, url, event } = await signed(UNREAD);
		const body = bytes({ ...event, status: 'blocked' });
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(200);
		const card = entityOf({ ...event, status: 'blocked' });
		expect(n8n.executions).toMatchObject([{ card, latest: null, isLatest: null }]);
		expect(await triggers.api.calls()).toEqual([]);
	});

	it('lets the entity through as it was delivered', async () => {
		const { n8n, url, event } = await signed();
		const body = bytes({ ...event, name: 'As It Was' });
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(200);
		expect(n8n.executions).toMatchObject([
			{ card: { name: 'As It Was' }, latest: { name: event.name } },
		]);
	});

	it('is over the URL that OffBlocks was told, whatever a proxy makes of it', async () => {
		const { n8n, url, event } = await signed(UNREAD, { publicOrigin: 'http://localhost:5997/n8n' });
		expect(url).toContain('http://localhost:5997/n8n/webhook/');
		const body = bytes(event);
		const received = url.replace('/n8n/', '/');
		expect((await n8n.deliver(received, body, await sign(url, body))).status).toBe(200);
		expect((await n8n.deliver(received, body, await sign(received, body))).status).toBe(401);
	});

	it('that is replayed with its body starts nothing a second time', async () => {
		const { n8n, url, event } = await signed();
		const body = bytes(event);
		const headers = await sign(url, body);
		await n8n.deliver(url, body, headers);
		const replayed = await n8n.deliver(url, body, headers);
		expect(replayed).toMatchObject({ status: 200, body: { status: 'duplicate' } });
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('a signature that does not hold', () => {
	it.each<[string, (url: string, body: Buffer) => Promise<[Buffer, Headers, string?]>]>([
		['another key', async (url, body) => [body, await sign(url, body, REQUIRED, stranger)]],
		['another body', async (url, body) => [Buffer.from(`${body} `), await sign(url, body)]],
		[
			'another body with its own digest',
			async (url, body) => {
				const changed = Buffer.from(`${body} `);
				const digest = (await sign(url, changed))['content-digest'];
				return [changed, { ...(await sign(url, body)), 'content-digest': digest }];
			},
		],
		[
			'another URL',
			async (url, body) => [body, await sign(url.replace('/webhook?', '/other?'), body)],
		],
		[
			'more in the query that it covers',
			async (url, body) => [body, await sign(url, body, [...REQUIRED, '@query']), `${url}&more=1`],
		],
		[
			'no Signature field',
			async (url, body) => [
				body,
				{ 'signature-input': (await sign(url, body))['signature-input'] },
			],
		],
		[
			'no Signature-Input field',
			async (url, body) => [body, { signature: (await sign(url, body)).signature }],
		],
		[
			'fields that are none',
			async (_, body) => [body, { signature: 'sig=?', 'signature-input': '"' }],
		],
		[
			'one label twice',
			async (url, body) => {
				const headers = await sign(url, body);
				const twice = `${headers['signature-input']}, ${headers['signature-input']}`;
				return [body, { ...headers, 'signature-input': twice }];
			},
		],
	])('%s: 401, a line in the log, and nothing starts', async (_, forge) => {
		const { n8n, url, event } = await signed();
		const [body, headers, target] = await forge(url, bytes(event));
		const answer = await n8n.deliver(target ?? url, body, headers);
		expect(answer.status).toBe(401);
		expect(answer.body.message).toMatch(/^The signature was refused\. [A-Z].*\.$/);
		expect(n8n.executions).toEqual([]);
		expect(n8n.warned).toEqual([
			expect.stringContaining(`refused a delivery with 401: ${answer.body.message}`),
		]);
	});
});

describe('a signature that does not prove the body has the entity read, whatever the options', () => {
	it.each([
		['covers nothing', []],
		...REQUIRED.map((left): [string, string[]] => [
			`leaves out ${left}`,
			REQUIRED.filter((name) => name !== left),
		]),
	])('%s', async (_, covered) => {
		const { n8n, url, event } = await signed(UNREAD);
		const body = bytes({ ...event, name: 'Made Up' });
		const headers = await deliveryHeaders(
			url,
			body,
			{ keyId: 'any', privateKey: keys.privateKey },
			covered,
		);
		expect((await n8n.deliver(url, body, headers)).status).toBe(200);
		expect(n8n.executions).toMatchObject([
			{ card: entityOf(event), latest: entityOf(event), isLatest: true },
		]);
	});

	it('and what cannot be read is 503, what OffBlocks does not know 404', async () => {
		const { n8n, url, event } = await signed(UNREAD);
		const deliver = async (change: IDataObject) => {
			const body = bytes({ ...event, ...change });
			return await n8n.deliver(url, body, await sign(url, body, ['@method']));
		};
		expect((await deliver({ id: randomUUID() })).status).toBe(404);
		await triggers.api.fault({ kind: 'status', status: 500, method: 'GET', path: '/cards/.*' });
		expect((await deliver({})).status).toBe(503);
		expect((await deliver({})).status).toBe(200);
		expect(n8n.executions).toHaveLength(1);
	});
});

describe("a signature's age", () => {
	it.each([
		['a minute', 60, 'proves the body', 200, null],
		['an hour', 3_600, 'has the entity read', 200, 'active'],
		['24 hours', 86_400, 'has the entity read', 200, 'active'],
		['26 hours', 93_600, 'is refused', 401, undefined],
		['10 minutes to come', -600, 'has the entity read', 200, 'active'],
		['an hour to come', -3_600, 'is refused', 401, undefined],
	])('%s: %i s %s', async (_, seconds, __, status, latest) => {
		const { n8n, url, event } = await signed(UNREAD);
		const body = bytes(event);
		const answer = await n8n.deliver(url, body, await signedAgo(seconds, url, body));
		expect(answer.status).toBe(status);
		const found = n8n.executions.map((item) =>
			item.latest === null ? null : (item.latest as IDataObject).status,
		);
		expect(found).toEqual(latest === undefined ? [] : [latest]);
	});

	it('must be less than Signature Max Age', async () => {
		const { n8n, url, event } = await signed({ options: { signatureMaxAge: 60 } });
		const body = bytes(event);
		expect(await n8n.deliver(url, body, await signedAgo(90, url, body))).toMatchObject({
			status: 401,
			body: { message: expect.stringContaining('too old') },
		});
		expect((await n8n.deliver(url, body, await signedAgo(30, url, body))).status).toBe(200);
	});
});

describe('without a signature', () => {
	it('the token and OffBlocks decide', async () => {
		const { n8n, url, event } = await signed();
		expect((await n8n.deliver(url, { ...event, name: 'Made Up' })).status).toBe(200);
		expect(n8n.executions).toMatchObject([{ card: entityOf(event), latest: entityOf(event) }]);
	});

	it('a delivery is refused with Require Signature', async () => {
		const { n8n, url, event } = await signed({ options: { requireSignature: true } });
		expect(await n8n.deliver(url, event)).toMatchObject({
			status: 401,
			body: { message: expect.stringContaining('not signed') },
		});
		const body = bytes(event);
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(200);
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('a second signature, of a gateway', () => {
	const gateway = [
		['first', 'gw=("@method");created=1;keyid="gw";alg="hmac-sha256"', 'gw=:AAAA:', true],
		['last', 'gw=("@method");created=1;keyid="gw";alg="hmac-sha256"', 'gw=:AAAA:', false],
		['with a comma in a string', 'gw=("@query-param";name="a,b");tag="x, y=z"', 'gw=:AAAA:', true],
		['not in canonical form', 'gw=( "@method"  );created=1.0', 'gw=:AAAA:', true],
		['without its other half', 'gw=("@method");created=1', '', true],
		['that is no signature', 'gw=?1', 'gw="x"', true],
	] as const;

	it.each(gateway)('%s: no matter', async (_, input, signature, first) => {
		const { n8n, url, event } = await signed(UNREAD);
		const body = bytes(event);
		const ours = await sign(url, body);
		const both = (theirs: string, own: string) =>
			(first ? [theirs, own] : [own, theirs]).filter(Boolean).join(', ');
		const headers = {
			...ours,
			'signature-input': both(input, ours['signature-input']),
			signature: both(signature, ours.signature),
		};
		expect((await n8n.deliver(url, body, headers)).status).toBe(200);
		expect(n8n.executions).toMatchObject([{ latest: null }]);
	});

	it('does not stand for ours', async () => {
		const { n8n, url, event } = await signed();
		const body = bytes(event);
		const headers = await sign(url, body, REQUIRED, stranger);
		const named = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [name, value.replace(/^sig=/, 'gw=')]),
		);
		expect((await n8n.deliver(url, body, named)).status).toBe(401);
	});
});

describe("the credential's key", () => {
	const publish = async (webhookPublicKey: string) =>
		await active({ credentials: triggers.api.credentials({ webhookPublicKey }) });
	const der = (pem: string) => pem.replace(/-----.*-----|\s/g, '');

	it.each([
		['PEM', (pem: string) => pem],
		['base64 of PEM', (pem: string) => Buffer.from(pem).toString('base64')],
		['base64 of DER', der],
	])('may be %s', async (_, form) => {
		const { n8n, url } = await publish(form(keys.publicKey));
		const body = bytes(await cardEvent(triggers.api));
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(200);
	});

	it.each([
		['hello', 'hello'],
		['cut off', keys.publicKey.slice(0, 120)],
		['a private key', keys.privateKey],
	])('that is %s stops publishing, in words', async (_, text) => {
		await expect(publish(text)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/^Webhook Public Key of the credential cannot be used\. \w/),
			description: expect.stringContaining('publish the workflow again'),
		});
	});
});
