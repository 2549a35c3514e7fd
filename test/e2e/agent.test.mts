// n8n's AI Agent with our node as its tools: what the model is told, what it gets, and what it may not do.
import {
	HOLD,
	idFromAi,
	startAgentHost,
	toolAnswers,
	type AgentHost,
	type Tools,
} from '../support/agent.mts';
import type { ChatRequest, Move } from '../support/chatModel.mts';
import { outputOf } from '../support/n8n.mts';
import { startSink } from '../support/sink.mts';

interface Card {
	id: string;
	accountId: string;
	name: string;
	status: string;
}

let host: AgentHost;
beforeAll(async () => {
	host = await startAgentHost();
});
afterAll(() => host?.stop());

const cards = async () => (await host.sandbox.admin.get<Card[]>('/cards')).data;
const plant = async (change: object = {}) =>
	(await host.sandbox.admin.post<Card>('/cards', { status: 'active', ...change })).data;
const statusOf = async (id: string) => (await cards()).find((card) => card.id === id)?.status;

const cardId = idFromAi('cardId');
const accountId = idFromAi('accountId');
const address = {
	address: { firstLine: '321 West End Lane', city: 'London', country: 'GB', postCode: 'NW6 2FG' },
};
/** A tool for each operation, and what its description must tell the model. */
const ALL: Record<string, { parameters: object; says: RegExp[] }> = {
	Cards: {
		parameters: { operation: 'getAll', returnAll: true },
		says: [/find the ID of a card/, /Changes nothing/],
	},
	CardsOf: {
		parameters: { operation: 'getAllByAccount', accountId },
		says: [/account ID \(a UUID\)/, /Changes nothing/],
	},
	Read: {
		parameters: { operation: 'get', cardId },
		says: [/card ID \(a UUID\)/, /masked number/, /Changes nothing/],
	},
	Check: { parameters: { operation: 'audit' }, says: [/severity, card ID/, /Changes nothing/] },
	Changes: { parameters: { operation: 'getChanges' }, says: [/Changes no card/] },
	Confirm: { parameters: { operation: 'confirmChanges' }, says: [/[Nn]ot useful to an agent/] },
	Once: {
		parameters: { resource: 'event', operation: 'removeRepeated' },
		says: [/[Nn]ot useful to an agent/],
	},
	Issue: {
		parameters: { operation: 'create', agentMay: 'create', accountId, billingAddress: address },
		says: [/account ID \(a UUID\)/, /real effect/],
	},
	Freeze: {
		parameters: { operation: 'deactivate', agentMay: 'freeze', cardId },
		says: [/card ID \(a UUID\)/, /Can be undone/],
	},
	Unfreeze: {
		parameters: { operation: 'activate', agentMay: 'freeze', cardId },
		says: [/card ID \(a UUID\)/, /Can be undone/],
	},
	End: {
		parameters: { operation: 'terminate', agentMay: 'irreversible', cardId },
		says: [/IRREVERSIBLE/, /explicit instruction/, /card ID \(a UUID\)/, /freeze it instead/],
	},
};
const toolsOf = (names: string[]): Tools =>
	Object.fromEntries(names.map((name) => [name, ALL[name].parameters]));

it.each([2.2, 3.1])(
	'agent %d: the model is told of each operation what it does and needs',
	async (version) => {
		await host.run(toolsOf(Object.keys(ALL)), () => 'Done.', version);
		const told = Object.fromEntries(
			host.model.requests[0].tools!.map(({ function: { name, ...rest } }) => [name, rest]),
		);
		expect(Object.keys(told).sort()).toEqual(Object.keys(ALL).sort());
		for (const [name, { parameters, says }] of Object.entries(ALL)) {
			for (const words of says) expect(told[name].description).toMatch(words);
			const wanted = ['cardId', 'accountId'].filter((key) => key in parameters);
			expect(told[name].parameters).toMatchObject({
				properties: Object.fromEntries(wanted.map((key) => [key, { type: 'string' }])),
				...(wanted.length ? { required: wanted } : {}),
			});
		}
	},
);

it.each([2.2, 3.1])('agent %d: finds a card and freezes it through the tools', async (version) => {
	const { id } = await plant({ name: `Ella Byrne ${version}` });
	const execution = await host.run(
		toolsOf(['Cards', 'Freeze']),
		(request) => {
			const [found, frozen] = toolAnswers(request);
			if (!found) return { tool: 'Cards', args: {} };
			const line = found.match(new RegExp(`\\{[^{}]*Ella Byrne ${version}[^{}]*\\}`))?.[0] ?? '';
			const [named] = /[\da-f]{8}-[\da-f-]{27}/.exec(line) ?? [];
			return frozen ? 'Done.' : { tool: 'Freeze', args: { cardId: named } };
		},
		version,
	);
	expect(outputOf(execution, 'Agent')).toMatchObject([{ output: 'Done.' }]);
	expect(await statusOf(id)).toBe('inactive');
});

it.each([2.2, 3.1])(
	'agent %d: the tries of one call share a key, and a second call has another',
	async (version) => {
		const { id } = await plant();
		await host.sandbox.admin.delete('/calls');
		const lost = { kind: 'reset-after', method: 'PATCH', path: `/cards/${id}/deactivate` };
		await host.sandbox.admin.post('/faults', lost);
		const options = { maxRetries: 0 };
		const steps = ['Freeze', 'Unfreeze', 'Freeze'];
		await host.run(
			{
				Freeze: { ...ALL.Freeze.parameters, options },
				Unfreeze: { ...ALL.Unfreeze.parameters, options },
			},
			(request) => {
				const tool = steps[toolAnswers(request).length];
				return tool ? { tool, args: { cardId: id } } : 'Done.';
			},
			version,
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		);
		const { data } = await host.sandbox.admin.get<Array<Record<string, string>>>('/calls');
		const writes = data.filter(({ method }) => method === 'PATCH');
		expect(writes.map(({ path }) => path.split('/').at(-1))).toEqual([
			'deactivate',
			'deactivate',
			'activate',
			'deactivate',
		]);
		const [first, again, , second] = writes.map(({ idempotencyKey }) => idempotencyKey);
		expect(again).toBe(first);
		expect(second).not.toBe(first);
		// A replayed answer would say so, too, and leave the card active.
		expect(await statusOf(id)).toBe('inactive');
	},
);

it('every operation answers with what a model needs, without addresses or whole numbers', async () => {
	const holder = {
		billingAddress: address.address,
		name: 'Grace Hopper',
		maskedPan: '453211******2775',
	};
	const card = await plant({ ...holder, expirationDate: '01/2020' });
	const { data: account } = await host.sandbox.admin.post('/accounts', { status: 'active' });
	const steps: Array<[string, Record<string, unknown>]> = [
		['Cards', {}],
		['CardsOf', { accountId: card.accountId }],
		['Read', { cardId: card.id }],
		['Check', {}],
		['Changes', {}],
		['Issue', { accountId: account.id }],
		['Freeze', { cardId: card.id }],
		['Unfreeze', { cardId: card.id }],
	];
	const play = (request: ChatRequest): Move => {
		const step = steps[toolAnswers(request).length];
		return step ? { tool: step[0], args: step[1] } : 'Done.';
	};
	const execution = await host.run(toolsOf(steps.map(([name]) => name)), play);
	expect(outputOf(execution, 'Agent')).toMatchObject([{ output: 'Done.' }]);
	const answers = toolAnswers(host.model.requests.at(-1)!);
	expect(answers).toHaveLength(steps.length);
	const [all, ofAccount, read, check, changes, issued, frozen, unfrozen] = answers;
	for (const answer of [all, ofAccount, read, check, frozen, unfrozen]) {
		expect(answer).toContain(card.id);
		expect(answer).toContain('453211******2775');
	}
	expect(check).toContain('Expired but Active');
	// The first look: no change, and the summary says what it was.
	expect(JSON.parse(changes)).toMatchObject([
		{ nothingFound: true, summary: { baselineEstablished: true } },
	]);
	expect(issued).toContain(account.id);
	expect(issued).toContain('issuing');
	expect(frozen).toContain('inactive');
	expect(answers.join()).not.toMatch(/firstLine|postCode|illingAddress|West End Lane|\d{13,}/);
});

it('the example asks before it freezes, and can do nothing but find and freeze', async () => {
	const { id } = await plant({ name: 'Rosa Example' });
	const lines = ['Freeze the card of Rosa', 'Yes'];
	const executions = await host.chat('ai-agent.json', lines, (request) => {
		const said = request.messages.filter(({ role }) => role === 'user').length;
		const answers = toolAnswers(request);
		if (said === 1) {
			return answers.length ? 'Shall I?' : { tool: 'Find_cards', args: { name: 'rosa' } };
		}
		return answers.at(-1)?.includes('inactive')
			? 'Done.'
			: { tool: 'Freeze_a_card', args: { cardId: id } };
	});
	expect(executions.map((one) => outputOf(one, 'Agent'))).toMatchObject([
		[{ output: 'Shall I?' }],
		[{ output: 'Done.' }],
	]);
	const { requests } = host.model;
	expect(requests[0].messages[0].content).toContain('ask. Freeze it only after a yes');
	expect(requests[0].tools?.map((tool) => tool.function.name).sort()).toEqual([
		'Find_cards',
		'Freeze_a_card',
	]);
	const [found] = toolAnswers(requests[1]);
	expect(JSON.parse(found)).toMatchObject([{ id, name: 'Rosa Example', status: 'active' }]);
	expect(found).not.toMatch(/firstLine|postCode/);
	expect(await statusOf(id)).toBe('inactive');
});

it('the example for support explains, freezes, and hands the rest over', async () => {
	const { id } = await plant({ name: 'Nora Example' });
	const sink = await startSink();
	const lines = ['Nora has lost her card. What did she pay last?', 'Yes. And she wants a new one.'];
	const executions = await host.chat(
		'support-agent.json',
		lines,
		(request) => {
			const said = request.messages.filter(({ role }) => role === 'user').length;
			const answers = toolAnswers(request);
			if (said === 1) {
				if (answers.length === 0) return { tool: 'Find_cards', args: { name: 'nora' } };
				if (answers.length === 1) return { tool: 'Recent_payments', args: { cardId: id } };
				return 'Nothing yet. Shall I freeze it?';
			}
			const last = answers.at(-1) ?? '';
			if (last.includes('ok')) return 'A person takes over.';
			if (last.includes('inactive')) {
				const summary = `Nora Example needs a new card for ${id}. It is frozen.`;
				return { tool: 'Hand_over_to_a_person', args: { summary } };
			}
			return { tool: 'Freeze_a_card', args: { cardId: id } };
		},
		sink.url,
	);
	expect(executions.map((one) => outputOf(one, 'Agent'))).toMatchObject([
		[{ output: 'Nothing yet. Shall I freeze it?' }],
		[{ output: 'A person takes over.' }],
	]);
	const { requests } = host.model;
	expect(requests[0].tools?.map((tool) => tool.function.name).sort()).toEqual([
		'Find_cards',
		'Freeze_a_card',
		'Hand_over_to_a_person',
		'Recent_payments',
	]);
	const [found, payments] = toolAnswers(requests[2]);
	expect(JSON.parse(found)).toMatchObject([{ id, name: 'Nora Example' }]);
	expect(JSON.parse(payments)).toMatchObject([{ nothingFound: true }]);
	expect(await statusOf(id)).toBe('inactive');
	expect(sink.take().map(({ text }) => JSON.parse(text))).toEqual([
		{ text: `Nora Example needs a new card for ${id}. It is frozen.` },
	]);
	await sink.close();
});

it('the example for the morning drafts a mail, with the counts of the audit itself', async () => {
	await plant({ name: 'Ida Expired', expirationDate: '01/2020', maskedPan: '453211******0012' });
	const sink = await startSink();
	const [execution] = await host.chat(
		'audit-agent.json',
		[],
		(request) =>
			toolAnswers(request).length
				? 'Ida Expired: the card ending in 0012 is past its expiry.'
				: { tool: 'Read_the_findings', args: {} },
		sink.url,
	);
	const [{ findings, cards: looked, bySeverity }] = outputOf(
		execution,
		'Count findings',
	) as unknown as [{ findings: number; cards: number; bySeverity: { critical: number } }];
	expect(findings).toBeGreaterThan(0);
	const { requests } = host.model;
	expect(JSON.stringify(requests[0].messages)).toContain(`${findings} findings on ${looked} cards`);
	expect(requests[0].tools?.map((tool) => tool.function.name)).toEqual(['Read_the_findings']);
	const [read] = toolAnswers(requests.at(-1)!);
	expect(read).toContain('Ida Expired');
	expect(read).not.toMatch(/firstLine|postCode/);
	const [mail] = sink.take().map(({ text }) => JSON.parse(text));
	expect(mail.subject).toBe(`Draft: ${findings} card findings, ${bySeverity.critical} critical`);
	expect(mail.text).toContain('Ida Expired: the card ending in 0012');
	expect(mail.text).toContain(`Counted by the audit: ${findings} findings on ${looked} cards.`);
	await sink.close();
});

describe.each([
	[2.2, {}],
	[2.2, { onError: 'continueRegularOutput' }],
	[3.1, {}],
	[3.1, { onError: 'continueRegularOutput' }],
])('agent %d that n8n tries again, with %j', (version, settings) => {
	it('makes once what its tools make, and is told how things are', async () => {
		const { id } = await plant();
		await host.sandbox.admin.delete('/calls');
		let failed = false;
		const steps = ['Pay', 'Freeze'];
		const execution = await host.run(
			{
				Pay: { ...HOLD, cardId },
				Freeze: ALL.Freeze.parameters,
			},
			(request) => {
				const tool = steps[toolAnswers(request).length];
				if (tool) return { tool, args: { cardId: id } };
				if (failed) return 'Done.';
				failed = true;
				return { fails: 500 };
			},
			version,
			{},
			{ agent: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0, ...settings } },
		);
		expect(outputOf(execution, 'Agent')).toMatchObject([{ output: 'Done.' }]);
		const { data } = await host.sandbox.admin.get<Array<Record<string, string>>>('/calls');
		const payments = data.filter(({ path }) => path.endsWith('/authorisation'));
		expect(new Set(payments.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
		const world = await host.sandbox.admin.get<{ authorisations: Array<{ cardId: string }> }>(
			'/dump',
		);
		expect(world.data.authorisations.filter((hold) => hold.cardId === id)).toHaveLength(1);
		expect(await statusOf(id)).toBe('inactive');
		const [paid, frozen] = toolAnswers(host.model.requests.at(-1)!);
		if (payments.length > 1) {
			expect(JSON.parse(paid)).toMatchObject([{ status: 'pending', madeBefore: true }]);
			expect(JSON.parse(frozen)).toMatchObject([{ details: { currentStatus: 'inactive' } }]);
		}
	});
});

describe('terminating', () => {
	/** What became of a card that the model wanted to end. */
	const endBy = async (parameters: object, args: object = {}, version = 2) => {
		const { id } = await plant();
		const execution = await host.run(
			{ End: { operation: 'terminate', cardId, ...parameters } },
			(request) =>
				toolAnswers(request).length ? 'Done.' : { tool: 'End', args: { cardId: id, ...args } },
			version,
		);
		const told = host.model.requests[0].tools?.[0].function.description;
		return { status: await statusOf(id), said: JSON.stringify(execution), told };
	};
	const OFF = /^Switched off: .* Do not call it/;
	const REFUSAL = 'Terminate is not allowed to AI agents here';

	it.each([
		[2.2, {}],
		[3.1, {}],
		[3.1, { agentMay: 'create' }],
	])('is refused to an agent %d with %j', async (version, level) => {
		const { status, said, told } = await endBy(level, {}, version);
		expect(told).toMatch(OFF);
		expect(status).toBe('active');
		expect(said).toContain(REFUSAL);
	});

	it.each([2.2, 3.1])('is done by an agent %d where a person allowed it', async (version) => {
		expect((await endBy({ agentMay: 'irreversible' }, {}, version)).status).toBe('terminated');
	});

	it('is refused where the model is to say what it may do', async () => {
		const agentMay = "={{ $fromAI('level', 'What is allowed', 'string') }}";
		const { status, said, told } = await endBy({ agentMay }, { level: 'irreversible' });
		expect(told).toMatch(OFF);
		expect(status).toBe('active');
		expect(said).toContain(REFUSAL);
	});

	it('is refused where the model is to choose the operation', async () => {
		const operation = "={{ $fromAI('operation', 'What to do', 'string') }}";
		const chosen = { operation, agentMay: 'freeze' };
		const { status, said } = await endBy(chosen, { operation: 'terminate' });
		expect(status).toBe('active');
		expect(said).toContain(REFUSAL);
		const froze = await endBy(chosen, { operation: 'deactivate' });
		expect(froze.status).toBe('inactive');
	});
});
