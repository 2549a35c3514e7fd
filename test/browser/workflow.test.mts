// What happens between nodes: events that start a workflow, fields that are dragged, a whole run.
import { readWorkflow } from '../../demo/furnish.mts';
import { SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import { useEditor, withoutNotes } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { byId, nodeOf, workflowOf } from './support/workflow.mts';

const TRIGGER = 'OffBlocks Trigger';
const CARD = 'd0000000-0000-4000-8000-000000000501';

const tests = useEditor();

tests.it('the trigger listens and receives an event', async (editor) => {
	const { info, admin } = editor.sandbox;
	const trigger = {
		...nodeOf(
			TRIGGER,
			'n8n-nodes-offblocks.offBlocksTrigger',
			{ events: ['card.updated'] },
			[0, 0],
		),
		typeVersion: 2,
		webhookId: '5f0c7e0a-4d0b-4c53-9f4e-5a1f0a3d7b11',
		credentials: editor.credentials,
	};
	await editor.open({ name: 'Events', nodes: [trigger], connections: {} });
	const view = await NodeView.open(editor, TRIGGER);
	// The words of docs/faq.md.
	await editor.byId('trigger-execute-button').getByText('Execute step').click();
	await editor.byId('trigger-listening').waitFor();
	const api = new SigningClient(info);
	const subscriptions = async () => (await api.get('/webhooks')).data as unknown[];
	await eventually(async () => expect(await subscriptions()).toHaveLength(1));
	await editor.picture('trigger-listening');

	const { data } = await admin.post('/webhooks/emit', { type: 'card.updated', cardId: CARD });
	await view.output.getByText(data.eventId as string).waitFor();
	expect(await view.table()).toMatchObject([
		{ eventId: data.eventId, eventType: 'card.updated', isLatest: 'true' },
	]);
	await eventually(async () => expect(await subscriptions()).toEqual([]));
});

tests.it(
	'a field of a node that has not run yet can be dragged into the next one',
	async (editor) => {
		const steps = {
			'Get card': { operation: 'get', cardId: byId(CARD) },
			'Freeze it': { operation: 'deactivate' },
		};
		await editor.open(workflowOf(editor, 'Drag', steps, { 'Freeze it': { node: 'Get card' } }));
		const view = await NodeView.open(editor, 'Freeze it');
		await view.input.getByText('Usually outputs the following fields').waitFor();
		await view.drag('id', 'cardId');
		expect(await view.parameter('cardId').innerText()).toContain('{{ $json.id }}');

		await view.execute();
		expect(await view.table()).toMatchObject([{ id: CARD, status: 'inactive' }]);
		await view.close();
		expect(await editor.nodeOnCanvas('Freeze it').innerText()).toContain('deactivate: card');
	},
);

for (const [file, theme, icon, picture] of [
	['first-card.json', 'light', 'offblocks.svg', 'first-card'],
	['first-card.json', 'dark', 'offblocks.dark.svg', 'first-card-dark'],
	['customer-to-payment.json', 'light', 'offblocks.svg', 'customer-to-payment'],
] as const) {
	tests.it(`${file} runs to its end, in the ${theme} theme`, async (editor) => {
		const { baseUrl } = editor.sandbox.info;
		const workflow = readWorkflow(file, baseUrl, editor.credentials.offBlocksApi.id);
		await editor.open(workflow, theme);
		const button = editor.byId('execute-workflow-button').first();
		await button.click();
		const nodes = withoutNotes(workflow.nodes).length;
		await eventually(async () =>
			expect(await editor.byId('canvas-node-status-success').count()).toBe(nodes),
		);
		const image = editor.nodeOnCanvas('Create card').locator('img').first();
		expect(await image.getAttribute('src')).toContain(`/${icon}`);
		await editor.byId('zoom-to-fit').click();
		await button.getByText('Execute workflow').waitFor();
		await editor.picture(picture);
	});
}
