// The first minute with the node: find it, pick an account and a card.
import type { Locator } from 'playwright-core';
import { dist, operationsOf } from '../support/dist.mts';
import { useEditor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

/** n8n offers each operation of a node as an action, and each event of a trigger as a trigger. */
const ACTIONS = operationsOf(new dist.OffBlocks()).length;
const TRIGGERS = new dist.OffBlocksTrigger().description.properties.find(
	({ name }) => name === 'events',
)?.options?.length;

const tests = useEditor();

for (const [theme, icon] of [
	['light', 'offblocks.svg'],
	['dark', 'offblocks.dark.svg'],
] as const) {
	tests.it(`adds the node from the panel by search, in the ${theme} theme`, async (editor) => {
		const { page } = editor;
		const iconsOf = (place: Locator) =>
			place
				.locator('img[src*="/offblocks"]')
				.evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? ''));
		await editor.open(workflowOf(editor, 'Add a node', { Existing: {} }), theme);
		await editor.byId('node-creator-plus-button').click();
		// Not its name: an alias of it.
		await editor.byId('node-creator-search-bar').fill('freeze');
		await editor.byId('node-creator-item-name').filter({ hasText: 'OffBlocks' }).click();
		const panel = editor.byId('node-creator');
		await panel.getByText('Deactivate a card').waitFor();
		const text = await panel.innerText();
		expect(text).toContain(`Actions (${ACTIONS})`);
		expect(text).toContain(`Triggers (${TRIGGERS})`);
		const icons = await iconsOf(panel);
		expect(icons.length).toBeGreaterThan(10);
		expect(icons.filter((src) => !src.endsWith(`/${icon}`))).toEqual([]);
		if (theme === 'light') await editor.picture('node-panel');

		await panel.getByText('Deactivate a card').click();
		const view = await NodeView.opened(editor);
		expect(await view.parameter('operation').locator('input').inputValue()).toBe('Deactivate');
		await view.close();
		expect(await editor.nodeOnCanvas('Deactivate a card').innerText()).toContain(
			'deactivate: card',
		);
		expect(page.url()).toContain('/workflow/');
	});
}

tests.it('picks an account and one of its cards from the lists, and checks IDs', async (editor) => {
	await editor.open(workflowOf(editor, 'Pick a card', { Deactivate: { operation: 'deactivate' } }));
	const view = await NodeView.open(editor, 'Deactivate');

	const cards = await view.openList('cardId');
	const all = await cards.allInnerTexts();
	const heading = all.indexOf('── Cannot be deactivated now ──');
	expect(all.slice(0, heading)).toEqual([
		expect.stringMatching(/^Ella Byrne · mastercard ••••\d{4}$/),
		expect.stringMatching(/^Finn de Vries · mastercard ••••\d{4}$/),
		expect.stringMatching(/^Julia Romero · mastercard ••••\d{4}$/),
	]);
	expect(all.slice(heading + 1)).toHaveLength(8);
	await editor.picture('card-list');
	await view.search('vogel');
	await view.untilListed(cards, [/^── Cannot/, /^Hanna Vogel · visa/, /^Hanna Vogel · visa/]);
	await view.closeList();

	const accounts = await view.openList('accountId');
	await view.search('finn');
	await view.untilListed(accounts, [/^Finn de Vries · …000000000006$/]);
	await accounts.click();
	const cardsOfFinn = await view.openList('cardId');
	await view.untilListed(cardsOfFinn, [
		/^Finn de Vries · mastercard ••••\d{4}$/,
		/^── Cannot be deactivated now ──$/,
		/^Finn de Vries · mastercard ••••\d{4}$/,
	]);
	await cardsOfFinn.first().click();

	await view.enterId('accountId', 'not-a-uuid');
	const mark = editor.byId('parameter-issues').first();
	await mark.hover();
	await editor.page.getByText('Not a UUID, e.g. 123e4567').waitFor();
	await view.enterId('accountId', 'a0000000-0000-4000-8000-000000000006');
	await mark.waitFor({ state: 'hidden' });
	await view.close();
	expect(await editor.nodeOnCanvas('Deactivate').innerText()).toMatch(
		/deactivate: Finn de Vries ••••\d{4}/,
	);
});
