// What somebody new looks for in n8n's editor, and whether the editor shows it.
import { useEditor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

const tests = useEditor();

tests.it('the node panel finds OffBlocks by what people would call it', async (editor) => {
	await editor.open(workflowOf(editor, 'Search', { Existing: {} }));
	await editor.byId('node-creator-plus-button').click();
	const found: Record<string, boolean> = {};
	const words =
		'issue,terminate,freeze,unfreeze,prepaid,spend,report,audit,off blocks,virtual card,offblocks';
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

tests.it('Create marks what is required, and shows an address to fill in', async (editor) => {
	await editor.open(workflowOf(editor, 'Create', { 'Create card': { operation: 'create' } }));
	await NodeView.open(editor, 'Create card');
	const form = editor.byId('node-parameters');
	const marked = async (label: string) => {
		const field = form
			.locator('label')
			.filter({ hasText: new RegExp(`^\\s*${label}\\s*\\*?\\s*$`) });
		await field.first().waitFor();
		return (await field.first().innerText()).includes('*');
	};
	// A group that is there from the start would keep n8n from loading nodes that do not have it.
	await form.getByText('Add Billing Address').click();
	expect({
		account: await marked('Account'),
		address: await marked('Billing Address'),
		line: await marked('Address Line 1'),
		city: await marked('City'),
		state: await marked('State'),
	}).toEqual({ account: true, address: true, line: true, city: true, state: false });
});

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
