import { gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import { cardEvent } from '../../support/events.mts';
import { useTriggers } from '../../support/triggers.mts';

const triggers = useTriggers();
const { active } = triggers;

describe('the token', () => {
	it.each([
		['none', (url: string) => url.split('?')[0]],
		['an empty one', (url: string) => `${url.split('?')[0]}?token=`],
		['a wrong one', (url: string) => `${url.split('?')[0]}?token=${'x'.repeat(43)}`],
		['two', (url: string) => `${url}&token=${'x'.repeat(43)}`],
		['a part of it', (url: string) => url.slice(0, -1)],
		['one that is longer', (url: string) => `${url}x`],
		['one in an object', (url: string) => url.replace('token=', 'token[a]=')],
	])('%s: 401, and nothing starts', async (_, forge) => {
		const { n8n, url } = await active();
		const { status, body } = await n8n.deliver(forge(url), await cardEvent(triggers.api));
		expect({ status, message: body.message }).toEqual({
			status: 401,
			message: expect.stringMatching(/token .* (missing|wrong)/),
		});
		expect(n8n.executions).toEqual([]);
	});

	it('is that of this very subscription', async () => {
		const [one, other] = [await active(), await active()];
		const crossed = one.url.split('?')[0] + new URL(other.url).search;
		expect((await one.n8n.deliver(crossed, await cardEvent(triggers.api))).status).toBe(401);
		expect(one.n8n.executions).toEqual([]);
	});

	it('of the test URL does not open the production URL, nor the other way round', async () => {
		const { n8n, url } = await active();
		await n8n.listen();
		const test = await triggers.testUrl(n8n);
		const swapped = (one: string, other: string) => one.split('?')[0] + new URL(other).search;
		expect((await n8n.deliver(swapped(url, test), await cardEvent(triggers.api))).status).toBe(401);
		expect((await n8n.deliver(swapped(test, url), await cardEvent(triggers.api))).status).toBe(401);
		expect((await n8n.deliver(test, await cardEvent(triggers.api))).status).toBe(200);
		await n8n.stopListening();
	});

	it('is found out from the API where n8n lost what create had saved', async () => {
		const { n8n, url } = await active();
		n8n.staticData = {};
		expect((await n8n.deliver(url, await cardEvent(triggers.api))).status).toBe(200);
		expect(n8n.executions).toHaveLength(1);
		expect((await n8n.deliver(`${url}x`, await cardEvent(triggers.api))).status).toBe(401);
		expect(n8n.executions).toHaveLength(1);
	});

	it('costs one call of the API, however many wrong ones are tried', async () => {
		const { n8n, url } = await active();
		await triggers.api.forgetCalls();
		const event = await cardEvent(triggers.api);
		for (let n = 0; n < 20; n++) await n8n.deliver(`${url}${n}`, event);
		expect(await triggers.api.calls()).toHaveLength(1);
	});

	it('that cannot be checked is answered with 503', async () => {
		const { n8n, url } = await active();
		n8n.staticData = {};
		await triggers.api.fault({ kind: 'status', status: 500, method: 'GET', path: '/webhooks' });
		expect((await n8n.deliver(url, await cardEvent(triggers.api))).status).toBe(503);
		expect(n8n.executions).toEqual([]);
	});
});

describe('the body', () => {
	const multipart =
		'--b\r\ncontent-disposition: form-data; name="webhookType"\r\n\r\ncard.updated\r\n--b--\r\n';
	it.each<[string, number, (event: IDataObject) => [unknown, Record<string, string>]]>([
		['multipart', 415, () => [multipart, { 'content-type': 'multipart/form-data; boundary=b' }]],
		['a form', 415, () => ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }]],
		['plain text', 415, (event) => [JSON.stringify(event), { 'content-type': 'text/plain' }]],
		[
			'another charset',
			415,
			(event) => [
				Buffer.from(JSON.stringify(event), 'utf16le'),
				{ 'content-type': 'application/json; charset=utf-16le' },
			],
		],
		['gzip', 415, (event) => [gzipSync(JSON.stringify(event)), { 'content-encoding': 'gzip' }]],
		['nothing', 400, () => [Buffer.alloc(0), {}]],
		['malformed JSON', 422, () => ['{"webhookType":', {}]],
		['null', 400, () => ['null', {}]],
		['a list', 400, (event) => [[event], {}]],
		['a text', 400, () => ['"card.updated"', {}]],
		['an unknown event type', 400, (event) => [{ ...event, webhookType: 'card.deleted' }, {}]],
		['a type that every object has', 400, (event) => [{ ...event, webhookType: 'toString' }, {}]],
		['no event type', 400, (event) => [{ ...event, webhookType: undefined }, {}]],
		['no event id', 400, (event) => [{ ...event, eventId: undefined }, {}]],
		['an event id that is no UUID', 400, (event) => [{ ...event, eventId: '1' }, {}]],
		['no card id', 400, (event) => [{ ...event, id: undefined }, {}]],
		['a path for a card id', 400, (event) => [{ ...event, id: '../accounts' }, {}]],
		['no account', 400, (event) => [{ ...event, accountId: undefined }, {}]],
		['no status', 400, (event) => [{ ...event, status: { a: 1 } }, {}]],
		['no date', 400, (event) => [{ ...event, updatedAt: 1 }, {}]],
	])('%s: %i with a reason, and nothing starts', async (_, expected, make) => {
		const { n8n, url } = await active();
		const [sent, headers] = make(await cardEvent(triggers.api));
		const { status, body } = await n8n.deliver(url, sent, headers);
		expect(status).toBe(expected);
		expect(body.message).toMatch(/\w{3}/);
		expect(n8n.executions).toEqual([]);
	});

	it('may name its charset', async () => {
		const { n8n, url } = await active();
		const headers = { 'content-type': 'Application/JSON; charset="UTF-8"' };
		expect((await n8n.deliver(url, await cardEvent(triggers.api), headers)).status).toBe(200);
	});
});
