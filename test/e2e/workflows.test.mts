// The example workflows in a real n8n. What they send goes to a sink on this machine, and what a clock would
// start is started by a request, so that it counts as a production run.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWorkflow } from '../../demo/furnish.mts';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import { outputOf, type Execution, type Workflow, type WorkflowNode } from '../support/n8n.mts';
import { startSink, type Sink } from '../support/sink.mts';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

let live: LiveTrigger;
let sink: Sink;
let credentialId: string;

beforeAll(async () => {
	[live, sink] = await Promise.all([joinLiveTrigger(), startSink()]);
	({ credentialId } = await live.newCredential());
});
afterAll(async () => {
	await Promise.all([live?.stop(), sink?.close()]);
});

const plant = async (card: object) =>
	(await live.sandbox.admin.post('/cards', { name: `Holder ${randomUUID()}`, ...card })).data;
const cardsOf = async (accountId: string) =>
	(await live.sandbox.admin.get('/cards', { params: { accountId } })).data;

/** A workflow file, its sends switched on and pointed at the sink, its clock replaced by a webhook. */
async function load(file: string): Promise<{ workflow: Workflow; start?: string }> {
	const source = readWorkflow(file, live.sandbox.info.baseUrl, credentialId);
	let start: string | undefined;
	const nodes = source.nodes.map((node): WorkflowNode => {
		if (node.type.endsWith('.scheduleTrigger')) {
			start = randomUUID();
			const parameters = { path: start, httpMethod: 'POST', options: {} };
			return {
				...node,
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: start,
				parameters,
			};
		}
		if (!node.disabled) return node;
		const url = `${sink.url}/${encodeURIComponent(node.name)}`;
		const rest = { ...node, disabled: false };
		if (!node.type.endsWith('.emailSend'))
			return { ...rest, parameters: { ...node.parameters, url } };
		// In place of a mail server: what would be the mail, with its subject as the path's query.
		const parameters = {
			method: 'POST',
			url: `=${url}?{{ encodeURIComponent($json.findings) }}`,
			sendBody: true,
			contentType: 'raw',
			rawContentType: 'text/html',
			body: node.parameters.html,
			options: {},
		};
		return { ...rest, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters };
	});
	const workflow = await live.client.createWorkflow({ ...source, nodes });
	return { workflow, start };
}

/** Publishes a workflow; what starts it and waits for its end. */
async function publish(file: string): Promise<{ id: string; go: () => Promise<Execution> }> {
	const { workflow, start } = await load(file);
	await live.client.activate(workflow);
	let runs = 0;
	const go = async () => {
		await until(
			async () => (await fetch(`${live.n8n.url}/webhook/${start}`, { method: 'POST' })).ok,
		);
		return await nthRun(workflow.id, ++runs);
	};
	return { id: workflow.id, go };
}

async function nthRun(workflowId: string, count: number): Promise<Execution> {
	const started = await live.untilStarted(workflowId, count);
	return await live.client.finished(started[count - 1].id);
}

async function until(done: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 90_000; !(await done()); await sleep(150)) {
		if (Date.now() > end) throw new Error('Not within 90 s');
	}
}

/** One run in which whatever is sent is refused, each time it is tried. */
async function failOnce(go: () => Promise<Execution>, words: string): Promise<void> {
	sink.fail(true);
	const failed = await go();
	sink.fail(false);
	expect(errorOf(failed)).toContain(words);
	expect(sink.take().length % 3).toBe(0);
}

const ran = (execution: Execution) => Object.keys(execution.data.resultData.runData);
const errorOf = (execution: Execution) => execution.data.resultData.error?.message;

describe('morning-audit', () => {
	const textOfMail = readWorkflow('morning-audit.json', '', '').nodes.find(({ type }) =>
		type.endsWith('.emailSend'),
	)?.parameters.text;

	it('sends the report and the headline, says each change once, and keeps it where a send fails', async () => {
		const { go } = await publish('morning-audit.json');
		const first = await go();
		expect(errorOf(first)).toBeUndefined();
		const [mail, chat] = sink.take();
		expect(mail.text).toMatch(/^<!DOCTYPE html>/);
		expect(mail.text).toContain('First audit');
		// What a chat shows as it is, and a mail program that shows no HTML.
		expect(JSON.parse(chat.text).text).toMatch(
			/^Card audit, .+\n\d+ findings on \d+ of \d+ cards: .*\d+ high.+\n\nOPEN \(\d+\)\n- /,
		);
		expect(textOfMail).toBe('={{ $json.text }}');
		expect(ran(first)).toContain('Mark as sent');

		const card = await plant({ status: 'suspended', name: 'Suspended <i>Overnight' });
		sink.fail(true);
		const failed = await go();
		expect(failed.status).toBe('error');
		expect(ran(failed)).not.toContain('Mark as sent');
		sink.fail(false);
		sink.take();
		await go();
		const [again] = sink.take();
		expect(again.text).toContain('1 added, 0 changed, 0 removed');
		expect(again.text).toContain('New since the last audit (1)');
		expect(again.text).toContain('Suspended &lt;i&gt;Overnight');
		expect(again.text).toContain(card.id);
		await go();
		expect(sink.take()[0].text).toContain('0 cards changed since');
	});
});

describe('expiring-cards', () => {
	it('makes a ticket for each card that ends within 45 days, once', async () => {
		const now = new Date();
		const month = `${String(now.getMonth() + 1).padStart(2, '0')}/${now.getFullYear()}`;
		await plant({ expirationDate: month, status: 'active', name: 'Ends Soon' });
		const { go } = await publish('expiring-cards.json');
		await failOnce(go, 'Create ticket failed');
		expect(errorOf(await go())).toBeUndefined();
		const tickets = sink.take().map(({ text }) => JSON.parse(text));
		expect(tickets).toHaveLength(1);
		expect(tickets[0]).toMatchObject({
			title: expect.stringMatching(/^Expires at the end of .*: Ends Soon$/),
			due: month,
			reference: expect.stringMatching(/^[\da-f-]{36}$/),
		});
		await go();
		expect(sink.take()).toEqual([]);
	});
});

describe('stuck-issuance', () => {
	it('raises the alarm once for each card that hangs', async () => {
		const { go } = await publish('stuck-issuance.json');
		await go();
		sink.take();
		const card = await plant({ status: 'issuing', createdAt: ago(3), name: null, maskedPan: null });
		await failOnce(go, 'Alert failed');
		await go();
		// The others come again with it.
		expect(sink.take().map(({ text }) => JSON.parse(text))).toContainEqual(
			expect.objectContaining({
				text: expect.stringContaining('Stuck in Issuing: Issuing for '),
				card: card.id,
			}),
		);
		await go();
		expect(sink.take()).toEqual([]);
	});
});

describe('freeze-account', () => {
	let form: string;
	let runs = 0;
	let workflowId: string;

	/** Fills the form in, and gives what its last page says. */
	async function submit(by: string, value: string): Promise<string> {
		const body = new FormData();
		[by, value, 'Lost phone'].forEach((text, index) => body.set(`field-${index}`, text));
		const answer = await fetch(form, { method: 'POST', body });
		expect(answer.ok).toBe(true);
		const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
		let page = '';
		await until(async () => {
			const shown = await fetch(formWaitingUrl, { signal: AbortSignal.timeout(5_000) }).catch(
				() => undefined,
			);
			page = (await shown?.text()) ?? '';
			return /cards? (?:was )?frozen/.test(page);
		});
		const started = await live.untilStarted(workflowId, ++runs);
		// It waits on for the script of its last page, which says that somebody has seen it.
		const execution = await live.client.execution(started[runs - 1].id);
		expect(errorOf(execution)).toBeUndefined();
		if (!ran(execution).includes('Describe result')) {
			expect(page).toContain('No card was frozen');
			return 'nothing';
		}
		const [shown] = outputOf(execution, 'Describe result');
		expect(page).toContain(shown.title);
		return `${shown.title}: ${shown.message}`;
	}

	beforeAll(async () => {
		const { workflow } = await load('freeze-account.json');
		await live.client.activate(workflow);
		workflowId = workflow.id;
		const trigger = workflow.nodes.find(({ name }) => name === 'Form');
		form = `${live.n8n.url}/form/${trigger?.webhookId}`;
		await until(async () => (await fetch(form)).ok);
	});

	it.each([
		['Account ID', ({ accountId }: Scene) => ` ${accountId} `],
		['Cardholder name', ({ name }: Scene) => name.toUpperCase()],
		['External ID of the customer', ({ externalId }: Scene) => externalId],
	])('freezes the active cards of whom %s names, and no other', async (by, valueOf) => {
		const scene = await plantScene();
		expect(await submit(by, valueOf(scene))).toMatch(
			new RegExp(`^2 of 2 cards frozen: Frozen: ${scene.name}, .*; Frozen: ${scene.name}, .*`),
		);
		const statuses = (await cardsOf(scene.accountId)).map(
			(card: { status: string }) => card.status,
		);
		expect(statuses.sort()).toEqual(['inactive', 'inactive', 'suspended']);
		expect(await submit(by, valueOf(scene))).toBe('nothing');
	});

	it('freezes a card by its last four digits', async () => {
		const { accountId, name } = await plantScene();
		await plant({ accountId, name, status: 'active', maskedPan: '453211******0007' });
		expect(await submit('Last four digits', '0007')).toBe(
			`1 of 1 cards frozen: Frozen: ${name}, 453211******0007, virtual`,
		);
	});

	it.each([
		['Account ID', 'Ella Byrne'],
		['Cardholder name', 'Ella'],
		['External ID of the customer', 'nobody'],
		['Last four digits', 'abcd'],
	])('freezes nothing where nothing has the %s "%s"', async (by, value) => {
		expect(await submit(by, value)).toBe('nothing');
	});

	interface Scene {
		accountId: string;
		name: string;
		externalId: string;
	}

	/** A customer with two active cards and a suspended one. */
	async function plantScene(): Promise<Scene> {
		const { data: account } = await live.sandbox.admin.post('/accounts', {});
		const accountId = account.id as string;
		const name = `Holder ${randomUUID()}`;
		await plant({ accountId, name, status: 'active' });
		await plant({ accountId, name, status: 'active', type: 'physical' });
		await plant({ accountId, name, status: 'suspended', type: 'physical' });
		return { accountId, name, externalId: `planted-${account.customerId}` };
	}
});

describe('bulk-issuance', () => {
	it('issues the rows that are in order, and says what is wrong with the others', async () => {
		const { workflow } = await load('bulk-issuance.json');
		const execution = await live.client.runToEnd(workflow, 'Click to start');
		expect(errorOf(execution)).toBeUndefined();
		const issued = outputOf(execution, 'Issued');
		expect(issued.map(({ orderId, status }) => [orderId, status])).toEqual([
			['2026-001', 'issuing'],
			['2026-002', 'issuing'],
		]);
		expect(outputOf(execution, 'Rows to correct')).toMatchObject([
			{ orderId: '2026-003', problem: expect.stringContaining('Did you mean ES?') },
			{ orderId: '2026-004', problem: expect.stringContaining('already has a virtual card') },
		]);
		// With all that is known of them, on each n8n: older ones know failed items by other marks.
		const refused = execution.data.resultData.runData['Issue card'][0].data?.main?.[1];
		expect(refused?.map(({ json }) => json.details)).toMatchObject([
			{ advice: expect.any(String) },
			{ status: 400, apiMessage: expect.any(String), idempotencyKey: expect.any(String) },
		]);
		// The order numbers are idempotency keys: the same cards, no new ones.
		const again = await live.client.runToEnd(workflow, 'Click to start');
		expect(outputOf(again, 'Issued')).toEqual(issued);
	});
});

describe('events', () => {
	/** The webhook's first event can come before n8n listens: send until it answers. */
	const emit = async (cardId: string) =>
		(await live.sandbox.admin.post('/webhooks/emit', { type: 'card.updated', cardId })).data;

	it('card-suspended notifies and logs, for suspended cards only', async () => {
		const { workflow } = await load('card-suspended.json');
		await live.client.activate(workflow);
		await live.untilSubscribed(1);
		await emit((await plant({ status: 'active' })).id);
		// The one that the note says to try it with; the first attempt to notify fails.
		const note = workflow.nodes.find(({ name }) => name === 'Note: what to change');
		const [cardId] = /\bd0000000-[\da-f-]{27}/.exec(String(note?.parameters.content)) ?? [];
		sink.fail(true);
		await emit(cardId!);
		await until(async () => sink.take().some(({ path }) => path === '/Notify'));
		sink.fail(false);
		const execution = await nthRun(workflow.id, 1);
		expect(errorOf(execution)).toBeUndefined();
		const sent = sink.take();
		expect(sent.map(({ path }) => path).sort()).toEqual(['/Log', '/Notify']);
		const log = sent.find(({ path }) => path === '/Log');
		expect(JSON.parse(log?.text ?? '')).toMatchObject({ card: cardId, name: 'Hanna Vogel' });
		await live.client.deactivate(workflow.id);
		await live.untilSubscribed(0);
	});

	it('nightly-reconcile loses nothing where handling fails, by day and by night, and gives each change one key', async () => {
		const { id, go } = await publish('nightly-reconcile.json');
		await live.untilSubscribed(1);
		expect(errorOf(await go())).toBeUndefined();
		const [seen, failed, missed] = [
			await plant({ status: 'active' }),
			await plant({ status: 'active' }),
			await plant({ status: 'active' }),
		];
		await emit(seen.id);
		await nthRun(id, 2);
		const byDay = sink.take().map(({ text }) => JSON.parse(text));
		expect(byDay).toMatchObject([{ cardId: seen.id, status: 'active', source: 'event' }]);
		sink.fail(true);
		await emit(failed.id);
		expect((await nthRun(id, 3)).status).toBe('error');
		await fetchStart(id);
		const bad = await nthRun(id, 4);
		expect(bad.status).toBe('error');
		expect(ran(bad)).not.toContain('Mark as handled');
		sink.fail(false);
		sink.take();

		await fetchStart(id);
		const night = await nthRun(id, 5);
		expect(errorOf(night)).toBeUndefined();
		expect(ran(night)).toContain('Mark as handled');
		const byNight = sink.take().map(({ text }) => JSON.parse(text));
		expect(byNight.map(({ cardId }) => cardId).sort()).toEqual(
			[seen, failed, missed].map((card) => card.id).sort(),
		);
		expect(new Set(byNight.map(({ key }) => key)).size).toBe(3);
		// What the day has handled is known by its key.
		expect(byNight.map(({ key }) => key)).toContain(byDay[0].key);
		await fetchStart(id);
		expect(ran(await nthRun(id, 6))).not.toContain('Mark as handled');
		await live.client.deactivate(id);
	});

	/** Starts the night of a published workflow, whose runs the events count in, too. */
	async function fetchStart(id: string): Promise<void> {
		const { nodes } = await live.client.workflow(id);
		const path = nodes.find(({ type }) => type.endsWith('.webhook'))?.parameters.path;
		expect((await fetch(`${live.n8n.url}/webhook/${path}`, { method: 'POST' })).ok).toBe(true);
	}
});

it('leaves every workflow importable, with notes that say what it does and what to change', async () => {
	const files = [
		'morning-audit.json',
		'expiring-cards.json',
		'stuck-issuance.json',
		'freeze-account.json',
		'bulk-issuance.json',
		'card-suspended.json',
		'nightly-reconcile.json',
		'ai-agent.json',
		'audit-agent.json',
		'support-agent.json',
		'mcp-server.json',
	];
	for (const file of files) {
		const { nodes } = readWorkflow(file, live.sandbox.info.baseUrl, credentialId);
		const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes.map(({ name }) => name)).toEqual(['Note: what this is', 'Note: what to change']);
		// A send that is switched on would go to a stranger from a fresh import.
		const sends = nodes.filter(({ parameters }) => /example\.com/.test(JSON.stringify(parameters)));
		expect(sends.every(({ disabled }) => disabled)).toBe(true);
	}
});
