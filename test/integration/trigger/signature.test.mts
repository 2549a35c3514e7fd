import { deliveryHeaders } from '../../../sandbox/webhooks/sign.mts';
import { cardEvent } from '../../support/events.mts';
import type { HostOptions } from '../../support/triggerHost.mts';
import { useTriggers } from '../../support/triggers.mts';
import { keyPair } from '../../support/webhookKeys.mts';

const triggers = useTriggers();
const { active } = triggers;

const REQUIRED = ['@method', '@authority', '@path', 'content-digest'];
type Headers = Record<string, string>;

describe('the signature', () => {
	const keys = keyPair();
	const stranger = keyPair();
	const signed = (options: Partial<HostOptions> = {}) =>
		active({
			credentials: triggers.api.credentials({ webhookPublicKey: keys.publicKey }),
			...options,
		});
	const sign = async (url: string, body: Buffer, key = keys) =>
		await deliveryHeaders(url, body, { keyId: 'any', privateKey: key.privateKey });

	it('that covers what is required is enough', async () => {
		const { n8n, url } = await signed();
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const key = { keyId: 'any', privateKey: keys.privateKey };
		const headers = await deliveryHeaders(url, body, key, REQUIRED);
		expect((await n8n.deliver(url, body, headers)).status).toBe(200);
	});

	it('lets through what is signed', async () => {
		const { n8n, url } = await signed();
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(200);
		expect(n8n.executions).toHaveLength(1);
	});

	it('is over the URL that OffBlocks was told, whatever a proxy makes of it', async () => {
		const { n8n, url } = await signed({ publicOrigin: 'http://localhost:5997/n8n' });
		expect(url).toContain('http://localhost:5997/n8n/webhook/');
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const received = url.replace('/n8n/', '/');
		expect((await n8n.deliver(received, body, await sign(url, body))).status).toBe(200);
		expect((await n8n.deliver(received, body, await sign(received, body))).status).toBe(401);
	});

	it.each<
		[string, (url: string, body: Buffer) => Promise<[Buffer, Record<string, string>, string?]>]
	>([
		['none', async (_, body) => [body, {}]],
		['another key', async (url, body) => [body, await sign(url, body, stranger)]],
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
		['more in the query', async (url, body) => [body, await sign(url, body), `${url}&more=1`]],
		...['content-digest', '@path', '@authority', '@method'].map(
			(left): [string, (url: string, body: Buffer) => Promise<[Buffer, Headers]>] => [
				`${left} not covered`,
				async (url, body) => {
					const covered = REQUIRED.filter((name) => name !== left);
					const key = { keyId: 'any', privateKey: keys.privateKey };
					return [body, await deliveryHeaders(url, body, key, covered)];
				},
			],
		),
	])('%s: 401, and nothing starts', async (_, forge) => {
		const { n8n, url } = await signed();
		const event = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const [body, headers, target] = await forge(url, event);
		const answer = await n8n.deliver(target ?? url, body, headers);
		expect(answer.status).toBe(401);
		expect(answer.body.message).toContain('signature was refused');
		expect(n8n.executions).toEqual([]);
	});

	it('that is replayed with its body starts nothing a second time', async () => {
		const { n8n, url } = await signed();
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const headers = await sign(url, body);
		await n8n.deliver(url, body, headers);
		const replayed = await n8n.deliver(url, body, headers);
		expect(replayed).toMatchObject({ status: 200, body: { status: 'duplicate' } });
		expect(n8n.executions).toHaveLength(1);
	});

	it('must be younger than Signature Max Age', async () => {
		const { n8n, url } = await signed({ parameters: { options: { signatureMaxAge: 1 } } });
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		const headers = await sign(url, body);
		await new Promise((resolve) => setTimeout(resolve, 2_100));
		expect(await n8n.deliver(url, body, headers)).toMatchObject({
			status: 401,
			body: { message: expect.stringContaining('too old') },
		});
		expect(n8n.executions).toEqual([]);
	});

	it('is refused for good measure where Signature Max Age is no number', async () => {
		const { n8n, url } = await signed({ parameters: { options: { signatureMaxAge: 'soon' } } });
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(401);
	});

	it('cannot be checked with a key that is none: 503, so that OffBlocks sends again', async () => {
		const credentials = triggers.api.credentials({ webhookPublicKey: 'no key' });
		const { n8n, url } = await active({ credentials });
		const body = Buffer.from(JSON.stringify(await cardEvent(triggers.api)));
		expect((await n8n.deliver(url, body, await sign(url, body))).status).toBe(503);
		expect(n8n.executions).toEqual([]);
	});
});
