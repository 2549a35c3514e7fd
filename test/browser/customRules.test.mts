// Custom rules of an audit, made with n8n's condition builder as a person makes them.
import { useEditor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

const tests = useEditor();

const AUDIT = { operation: 'audit', ruleSet: 'chosen', outputs: 'items' };
const line = (leftValue: string, type: string, operation: string, rightValue: unknown) => ({
	id: `${leftValue} ${operation}`,
	leftValue,
	rightValue,
	operator: { type, operation },
});
const rule = (...conditions: object[]) => ({
	name: 'Mine',
	severity: 'medium',
	conditions: { combinator: 'and', conditions, options: {} },
});

tests.it(
	'a new rule shows how a field is written, and finds the cards it is about',
	async (editor) => {
		await editor.open(workflowOf(editor, 'Custom rule', { Audit: AUDIT }));
		const view = await NodeView.open(editor, 'Audit');
		const { page } = editor;
		await page.getByPlaceholder('Add Custom Rule').click();
		await page.getByRole('option', { name: 'Conditions', exact: true }).click();
		const builder = editor.byId('filter-conditions');
		await builder.waitFor();
		expect(await builder.innerText()).toContain('{{ $json.status }}');
		await view.parameter('name').getByRole('textbox').fill('In use');
		await view.execute();
		const rows = await view.table();
		expect(rows.length).toBeGreaterThan(0);
		expect(new Set(rows.map(({ rule: found }) => found))).toEqual(new Set(['own:In use']));
	},
);

tests.it(
	'numbers, dates and lists of lines work, and what can never be is said in words',
	async (editor) => {
		const right = rule(
			line('={{ $json.ageInDays }}', 'number', 'gt', 3),
			line('={{ $json.createdAt }}', 'dateTime', 'before', '2099-01-01'),
			line('={{ $json.billingAddress.country }}', 'string', 'notEmpty', ''),
		);
		const wrong = rule(line('={{ $json.status }}', 'string', 'equals', 'activ'));
		const steps = {
			Right: { ...AUDIT, ownRules: { built: [right] } },
			Wrong: { ...AUDIT, ownRules: { built: [wrong] } },
		};
		await editor.open(workflowOf(editor, 'Custom rules', steps));
		const view = await NodeView.open(editor, 'Right');
		await editor.byId('filter-condition').nth(2).waitFor();
		expect(await editor.byId('filter-conditions').innerText()).not.toContain('Wrong type');
		await view.execute();
		expect((await view.table()).length).toBeGreaterThan(0);
		await view.close();
		const refused = await NodeView.open(editor, 'Wrong');
		await refused.execute();
		expect(await refused.output.innerText()).toContain(
			'Custom Rule 1: Invalid condition: status is never "activ". Values: issuing, active, inactive, suspended, blocked, issue_failed, terminated',
		);
	},
);

tests.it(
	'a typed condition that can never be true is refused, with what can be',
	async (editor) => {
		const typed: Record<string, [condition: string, says: string]> = {
			Value: [
				'status == "activ"',
				'status is never "activ". Values: issuing, active, inactive, suspended, blocked, issue_failed, terminated',
			],
			Type: ['expiresInDays < "30"', 'expiresInDays'],
			Unfinished: ['status in ["active"', 'the condition ends unexpectedly; expected "," or "]"'],
		};
		const steps = Object.entries(typed).map(([name, [condition]]) => [
			name,
			{ ...AUDIT, ownRules: { rule: [{ name: 'Mine', severity: 'medium', condition }] } },
		]);
		await editor.open(workflowOf(editor, 'Typed rules', Object.fromEntries(steps)));
		for (const [name, [, says]] of Object.entries(typed)) {
			const view = await NodeView.open(editor, name);
			await view.execute();
			expect(await view.output.innerText()).toContain(says);
			await view.close();
		}
	},
);
