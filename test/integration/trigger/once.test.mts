import { request } from 'node:http';
import { cardEvent } from '../../support/events.mts';
import { useTriggers } from '../../support/triggers.mts';

const triggers = useTriggers();
const { active } = triggers;

/** A promise and its resolve. */
function gate() {
	let open!: () => void;
	const passed = new Promise<void>((resolve) => (open = resolve));
	return { open, passed };
}

it('starts one execution for an event that comes twice', async () => {
	const { n8n, url } = await active();
	const event = await cardEvent(triggers.api);
	expect(await n8n.deliver(url, event)).toMatchObject({
		status: 200,
		body: { message: 'Workflow was started' },
	});
	expect(await n8n.deliver(url, event)).toMatchObject({
		status: 200,
		body: { status: 'duplicate' },
	});
	const shouted = { ...event, eventId: String(event.eventId).toUpperCase() };
	expect((await n8n.deliver(url, shouted)).body).toEqual({ status: 'duplicate' });
	expect(n8n.executions).toHaveLength(1);
	expect((await n8n.deliver(url, await cardEvent(triggers.api))).status).toBe(200);
	expect(n8n.executions).toHaveLength(2);
});

it('answers a duplicate with 409 while the first is in hand', async () => {
	const { n8n, url } = await active();
	const event = await cardEvent(triggers.api);
	const [arrived, release] = [gate(), gate()];
	n8n.beforeStart = async () => {
		arrived.open();
		await release.passed;
	};
	const first = n8n.deliver(url, event);
	await arrived.passed;
	const second = await n8n.deliver(url, event);
	expect(second).toMatchObject({ status: 409, headers: { 'retry-after': '1' } });
	release.open();
	expect((await first).status).toBe(200);
	expect((await n8n.deliver(url, event)).body).toEqual({ status: 'duplicate' });
	expect(n8n.executions).toHaveLength(1);
});

it('also while the card is still being confirmed', async () => {
	const { n8n, url } = await active();
	const event = await cardEvent(triggers.api);
	await triggers.api.fault({ kind: 'latency', latencyMs: 400, method: 'GET', path: '/cards/.*' });
	const answers = await Promise.all([1, 2, 3].map(() => n8n.deliver(url, event)));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
	expect(n8n.executions).toHaveLength(1);
});

it('forgets an event for which n8n failed to start an execution', async () => {
	const { n8n, url } = await active();
	const event = await cardEvent(triggers.api);
	n8n.beforeStart = async () => {
		throw new Error('database is locked');
	};
	expect((await n8n.deliver(url, event)).status).toBe(500);
	n8n.beforeStart = async () => {};
	expect((await n8n.deliver(url, event)).status).toBe(200);
	expect(n8n.executions).toHaveLength(1);
});

it.each([
	['could not be confirmed', { kind: 'status', status: 500 }, 503],
	['was about a card that was not known yet', { kind: 'status', status: 404 }, 404],
])('forgets an event that %s', async (_, fault, status) => {
	const { n8n, url } = await active();
	const event = await cardEvent(triggers.api);
	await triggers.api.fault({ ...fault, method: 'GET', path: '/cards/.*' });
	expect((await n8n.deliver(url, event)).status).toBe(status);
	expect((await n8n.deliver(url, event)).status).toBe(200);
	expect(n8n.executions).toHaveLength(1);
});

it('knows of the execution that was started although the sender hung up', async () => {
	const { n8n, url } = await active();
	const event = await cardEvent(triggers.api);
	const [arrived, release] = [gate(), gate()];
	n8n.beforeStart = async () => {
		arrived.open();
		await release.passed;
	};
	const impatient = request(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
	});
	impatient.on('error', () => undefined).end(JSON.stringify(event));
	await arrived.passed;
	const closed = new Promise((resolve) => impatient.once('close', resolve));
	impatient.destroy();
	await closed;
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect((await n8n.deliver(url, event)).status).toBe(409);
	release.open();
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect((await n8n.deliver(url, event)).body).toEqual({ status: 'duplicate' });
	expect(n8n.executions).toHaveLength(1);
});

it('keeps the events of two workflows apart', async () => {
	const [one, other] = [await active(), await active()];
	const event = await cardEvent(triggers.api);
	expect((await one.n8n.deliver(one.url, event)).status).toBe(200);
	expect((await other.n8n.deliver(other.url, event)).status).toBe(200);
	expect([one, other].map(({ n8n }) => n8n.executions.length)).toEqual([1, 1]);
});

it('takes an event again in a new "Listen for test event"', async () => {
	const { n8n } = await active();
	const event = await cardEvent(triggers.api);
	for (let round = 1; round <= 2; round += 1) {
		await n8n.listen();
		const test = await triggers.testUrl(n8n);
		expect((await n8n.deliver(test, event)).body.message).toContain('started');
		expect((await n8n.deliver(test, event)).body.status).toBe('duplicate');
		await n8n.stopListening();
	}
	expect(n8n.executions).toHaveLength(2);
});
