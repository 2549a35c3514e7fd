// What somebody new looks for in n8n's editor, and whether the editor shows it.
import { eventually } from '../support/eventually.mts';
import { useEditor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

const CARD_OF_ELLA = 'd0000000-0000-4000-8000-000000000501';

const tests = useEditor();

tests.it('the node panel finds OffBlocks by what people would call it', async (editor) => {
	await editor.open(workflowOf(editor, 'Search', { Existing: {} }));
	await editor.byId('node-creator-plus-button').click();
	const found: Record<string, boolean> = {};
	const words =
		'issue,terminate,freeze,unfreeze,prepaid,spend,report,audit,off blocks,virtual card,offblocks,signing key';
	for (const word of words.split(',')) {
		await editor.byId('node-creator-search-bar').fill(word);
		const name = editor.byId('node-creator-item-name').filter({ hasText: /^OffBlocks/ });
		found[word] = await name
			.first()
			.waitFor({ timeout: 10_000 })
			.then(
				() => true,
				() => false,
			);
	}
	expect(found).toEqual(Object.fromEntries(words.split(',').map((word) => [word, true])));
});

tests.it('accounts, customers and payments are offered beside cards, and run', async (editor) => {
	const payment = { cardId: CARD_OF_ELLA, amount: '12.50', currency: 'EUR' };
	const { data: hold } = await editor.sandbox.admin.post('/payments', payment);
	const steps = {
		Accounts: { resource: 'account', operation: 'getAll', limit: 2 },
		Customers: { resource: 'customer', operation: 'getAll', limit: 2 },
		Hold: { resource: 'authorisation', operation: 'get', authorisationId: hold.id },
		Payments: { resource: 'transaction', operation: 'getAll', limit: 2 },
	};
	await editor.open(workflowOf(editor, 'Resources', steps));
	await editor.byId('node-creator-plus-button').click();
	await editor.byId('node-creator-search-bar').fill('offblocks');
	await editor.byId('node-creator-item-name').filter({ hasText: 'OffBlocks' }).click();
	const panel = editor.byId('node-creator');
	for (const action of [
		'Get many accounts',
		'Get many customers',
		'Get an authorisation',
		'Get spending',
		'Get many transactions by card',
	]) {
		await panel.getByText(action, { exact: true }).waitFor();
	}
	await editor.page.keyboard.press('Escape');
	const outputs: Record<string, Array<Record<string, string>>> = {};
	for (const name of Object.keys(steps)) {
		const view = await NodeView.open(editor, name);
		await view.execute();
		outputs[name] = await view.table();
		await view.close();
	}
	const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
	expect(outputs).toMatchObject({
		Accounts: [{ id }, { id }],
		Customers: [{ id }, { id }],
		Hold: [{ id: hold.id, cardId: CARD_OF_ELLA }],
		Payments: [{ id }, { id }],
	});
});

tests.it('Create marks what is required, and shows an address to fill in', async (editor) => {
	await editor.open(workflowOf(editor, 'Create', { 'Create card': { operation: 'create' } }));
	await NodeView.open(editor, 'Create card');
	const form = editor.byId('node-parameters');
	// A group that is there from the start would keep n8n from loading nodes that do not have it.
	await form.getByText('Add Billing Address (Required)').click();
	await form.getByText('Address Line 1', { exact: true }).waitFor();
	const marked = ['Account', 'Address Line 1', 'City', 'Country', 'Postcode'];
	await eventually(async () => expect(await editor.page.evaluate(MARKED)).toEqual(marked));
});

/** The labels of the fields that n8n marks as still missing, from top to bottom; runs in the page. */
const MARKED = `(() => {
	const form = document.querySelector('[data-test-id="node-parameters"]');
	const labels = [...form.querySelectorAll('label')].map((label) => ({
		// Without the switch that a field shows under the mouse.
		text: label.textContent.replace('FixedExpression', '').trim(),
		top: label.getBoundingClientRect().top,
	}));
	return [...form.querySelectorAll('[data-test-id="parameter-issues"]')].map((mark) => {
		const { top } = mark.getBoundingClientRect();
		const above = labels.filter((label) => label.text && label.top <= top);
		return above.sort((a, b) => b.top - a.top)[0]?.text;
	});
})()`;

tests.it('Get Changes and Audit show by hand what changes look like', async (editor) => {
	const steps = {
		'Get changes': { operation: 'getChanges', trialComparison: 'madeUp' },
		'Audit and compare': { operation: 'audit', compare: true, trialComparison: 'madeUp' },
		'What is there': { operation: 'getChanges' },
	};
	await editor.open(workflowOf(editor, 'Try changes', steps));

	const changes = await NodeView.open(editor, 'Get changes');
	await changes.execute();
	await changes.output.getByText(/Compared with a made-up yesterday/).waitFor();
	const rows = await changes.table();
	expect(rows.map(({ change }) => change).sort()).toEqual(['changed', 'gone', 'new']);
	await changes.close();

	const audit = await NodeView.open(editor, 'Audit and compare');
	await audit.execute();
	await audit.output.getByText(/Compared with a made-up yesterday/).waitFor();
	await audit.close();

	const real = await NodeView.open(editor, 'What is there');
	await real.execute();
	await real.output.getByText(/There is nothing to compare with yet/).waitFor();
});
