// Each operation, run from the view of its node by a person who looks at the output.
import { pathToFileURL } from 'node:url';
import { useEditor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { byId, nodeOf, workflowOf } from './support/workflow.mts';

const ACCOUNT = {
	withoutCard: 'a0000000-0000-4000-8000-000000000002',
	ofFinn: 'a0000000-0000-4000-8000-000000000006',
};
const CARD = {
	ofElla: 'd0000000-0000-4000-8000-000000000501',
	inactiveOfFinn: 'd0000000-0000-4000-8000-000000000601',
	activeOfFinn: 'd0000000-0000-4000-8000-000000000602',
	suspendedOfHanna: 'd0000000-0000-4000-8000-000000000801',
	activeOfJulia: 'd0000000-0000-4000-8000-000000001002',
};
const ADDRESS = { firstLine: '9 Garden Square', city: 'Berlin', country: 'DE', postCode: '10115' };

const tests = useEditor();

tests.it('runs what works on one card, and shows what comes out', async (editor) => {
	const steps = {
		Create: {
			operation: 'create',
			accountId: byId(ACCOUNT.withoutCard),
			billingAddress: { address: ADDRESS },
		},
		Get: { operation: 'get', cardId: byId(CARD.ofElla) },
		Deactivate: { operation: 'deactivate', cardId: byId(CARD.activeOfFinn) },
		Activate: { operation: 'activate', cardId: byId(CARD.inactiveOfFinn) },
		Terminate: { operation: 'terminate', cardId: byId(CARD.activeOfJulia) },
	};
	await editor.open(workflowOf(editor, 'One card', steps));
	const outputs: Record<string, Record<string, string>[]> = {};
	for (const name of Object.keys(steps)) {
		const view = await NodeView.open(editor, name);
		if (name === 'Create') await editor.picture('create-card');
		await view.execute();
		outputs[name] = await view.table();
		await view.close();
	}
	expect(outputs).toMatchObject({
		Create: [{ accountId: ACCOUNT.withoutCard, status: 'issuing', type: 'virtual' }],
		Get: [{ id: CARD.ofElla, name: 'Ella Byrne', status: 'active' }],
		Deactivate: [{ id: CARD.activeOfFinn, status: 'inactive' }],
		Activate: [{ id: CARD.inactiveOfFinn, status: 'active' }],
		Terminate: [{ id: CARD.activeOfJulia, deleted: 'true' }],
	});
});

tests.it(
	'shows the words of OffBlocks where a card is in the wrong status, and why it cannot be',
	async (editor) => {
		const steps = { Activate: { operation: 'activate', cardId: byId(CARD.suspendedOfHanna) } };
		await editor.open(workflowOf(editor, 'Refused', steps));
		const view = await NodeView.open(editor, 'Activate');
		await view.execute();
		const text = await view.output.innerText();
		expect(text).toContain('OffBlocks refused the request (409: Invalid state transition)');
		expect(text).toContain(
			'OffBlocks suspended this card; only OffBlocks can lift the suspension. It must be inactive to be activated.',
		);
	},
);

tests.it(
	'runs what lists cards, finds changes, confirms them, removes what is repeated',
	async (editor) => {
		const steps = {
			'Get many': { operation: 'getAll', limit: 3, sort: 'nameAscending' },
			'Get many by account': { operation: 'getAllByAccount', accountId: byId(ACCOUNT.ofFinn) },
			'Get changes': { operation: 'getChanges' },
			'Confirm changes': { operation: 'confirmChanges' },
			'Each once': {
				resource: 'event',
				operation: 'removeRepeated',
				dedupeValue: '={{ $json.cards }}',
			},
		};
		const behind = {
			'Confirm changes': { node: 'Get changes', output: 1 },
			'Each once': { node: 'Confirm changes', output: 0 },
		};
		await editor.open(workflowOf(editor, 'Many cards', steps, behind));

		const many = await NodeView.open(editor, 'Get many');
		await many.execute();
		expect(await many.table()).toMatchObject([
			{ name: expect.stringContaining('Ella'), maskedPan: expect.stringContaining('******') },
			{ name: 'Finn de Vries' },
			{ name: 'Finn de Vries' },
		]);
		await many.close();

		const byAccount = await NodeView.open(editor, 'Get many by account');
		await byAccount.execute();
		const rows = await byAccount.table();
		expect(rows.map(({ accountId }) => accountId)).toEqual([ACCOUNT.ofFinn, ACCOUNT.ofFinn]);
		await byAccount.close();

		const changes = await NodeView.open(editor, 'Get changes');
		await changes.execute();
		await changes.output.getByText(/There is nothing to compare with yet/).waitFor();
		await changes.showBranch('Summary');
		expect(await changes.table()).toMatchObject([{ baselineEstablished: 'true', cards: '12' }]);
		await changes.close();

		const confirmed = await NodeView.open(editor, 'Confirm changes');
		await confirmed.execute();
		expect(await confirmed.table()).toMatchObject([{ baselineEstablished: 'true', cards: '12' }]);
		await confirmed.close();

		// By hand each time: nothing is noted.
		const once = await NodeView.open(editor, 'Each once');
		for (let times = 0; times < 2; times++) {
			await once.execute();
			expect(await once.table()).toMatchObject([{ cards: '12' }]);
		}
	},
);

tests.it('as a tool of an agent, terminates only where a person says so', async (editor) => {
	const type = 'n8n-nodes-offblocks.offBlocksTool';
	const tool = { ...nodeOf('Tool', type, {}, [0, 0]), credentials: editor.credentials };
	await editor.open({ name: 'Tool', nodes: [tool], connections: {} });
	const view = await NodeView.open(editor, 'Tool');
	const withoutIt = await view.choices('operation');
	expect(withoutIt).toContain('Get Many');
	expect(withoutIt).not.toContain('Deactivate');
	await view.choose('agentMay', 'Also Freeze and Unfreeze');
	const freezing = await view.choices('operation');
	expect(freezing).toContain('Deactivate');
	expect(freezing).not.toContain('Create');
	await view.choose('agentMay', 'Everything, Terminating and Closing Included');
	expect(await view.choices('operation')).toContain('Terminate');
	// n8n offers the model to fill in what is looked for, and nothing that a person limits it with.
	const forModels = (name: string) =>
		view.parameter(name).getByTestId('from-ai-override-button').count();
	expect(await forModels('limit')).toBe(1);
	for (const name of ['agentMay', 'agentMostWrites', 'agentOnlyAccounts', 'operation']) {
		expect([name, await view.parameter(name).count(), await forModels(name)]).toEqual([name, 1, 0]);
	}
});

tests.it('audits, and its HTML report opens in a browser', async (editor) => {
	const steps = { 'Audit cards': { operation: 'audit', reports: ['html'] } };
	await editor.open(workflowOf(editor, 'Audit', steps));
	const view = await NodeView.open(editor, 'Audit cards');
	await view.execute();
	const findings = await view.table();
	expect(findings).toContainEqual(
		expect.objectContaining({
			title: 'Suspended',
			severity: 'high',
			cardId: CARD.suspendedOfHanna,
			message: 'Suspended since 2025-06-02',
		}),
	);
	// The table has a column for the card, which makes each row as high as a card has fields.
	await view.output.getByTestId('radio-button-schema').click();
	await view.output.getByTestId('run-data-schema-item').first().waitFor();
	await editor.picture('audit-findings');

	await view.showBranch('Summary');
	await view.output.getByTestId('radio-button-binary').click();
	const downloading = editor.page.waitForEvent('download');
	await view.output.getByTestId('ndv-download-binary-data').click();
	const download = await downloading;
	expect(download.suggestedFilename()).toMatch(/^card-audit-\d{4}-\d\d-\d\d\.html$/);
	const report = await editor.otherPage();
	const troubles: string[] = [];
	report.on('console', (message) => troubles.push(message.text()));
	report.on('request', (request) => troubles.push(request.url()));
	const file = pathToFileURL(`${await editor.keep(download)}`).href;
	await report.goto(file);
	const text = await report.locator('body').innerText();
	expect(text).toContain('Suspended since 2025-06-02');
	// It is one file that asks nobody for anything.
	expect(troubles).toEqual([file]);
	await report.close();
});
