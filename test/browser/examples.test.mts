// Each example workflow on n8n's own canvas: nothing overlaps, every note can be read to its end, and what can be
// run in the editor runs as its notes say, twice, in whatever order.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkflow } from '../../demo/furnish.mts';
import { eventually } from '../support/eventually.mts';
import { useEditor, type Editor } from './support/editor.mts';

const files = readdirSync(join(__dirname, '..', '..', 'workflows')).filter((name) =>
	name.endsWith('.json'),
);
/**
 * Those that one click on "Execute workflow" runs, and the node that runs last where there is something to show; the
 * others wait for an event, a form, a chat or a request.
 */
const RUNNABLE = {
	'stuck-issuance.json': 'Each finding once',
	'first-card.json': 'Read it back',
	'morning-audit.json': 'Mark as sent',
	'customer-to-payment.json': 'List payments',
	'expiring-cards.json': 'Ticket',
};

// The sample data of the demo.
const tests = useEditor({ sandbox: ['--showroom'] });
const load = (editor: Editor, file: string) =>
	readWorkflow(file, editor.sandbox.info.baseUrl, editor.credentials.offBlocksApi.id);

tests.it('nothing overlaps, and every note shows its whole text', async (editor) => {
	const odd: string[] = [];
	for (const file of files) {
		await editor.open(load(editor, file));
		await editor.byId('zoom-to-fit').click();
		await editor.page.waitForTimeout(600);
		odd.push(...((await editor.page.evaluate(ODD)) as string[]).map((what) => `${file}: ${what}`));
	}
	expect(odd).toEqual([]);
});

/** What lies under a note, and notes whose text is longer than they are; runs in the page. */
const ODD = `(() => {
	const found = [];
	const notes = [...document.querySelectorAll('[data-test-id="sticky"]')];
	const nodes = [...document.querySelectorAll('[data-test-id="canvas-node"]')].filter(
		(node) => !node.querySelector('[data-test-id="sticky"]'),
	);
	if (!notes.length) found.push('there is no note');
	for (const note of notes) {
		const box = note.getBoundingClientRect();
		const title = note.textContent.trim().slice(0, 30);
		for (const node of nodes) {
			const other = node.getBoundingClientRect();
			const apart =
				other.right <= box.left ||
				other.left >= box.right ||
				other.bottom <= box.top ||
				other.top >= box.bottom;
			if (!apart) found.push(title + ' lies on ' + node.dataset.nodeName);
		}
		for (const part of [note, ...note.querySelectorAll('*')]) {
			const cut = part.scrollHeight - part.clientHeight;
			const scrolls = /auto|scroll|hidden/.test(getComputedStyle(part).overflowY);
			if (scrolls && cut > 4) found.push(title + ' is cut off by ' + cut + ' pixels');
		}
	}
	return found;
})()`;

tests.it('the time zone of "every morning" is where the notes say', async (editor) => {
	for (const file of files) {
		const { nodes } = load(editor, file);
		if (!nodes.some(({ parameters }) => /o’clock|\d a\.m\./.test(String(parameters.content))))
			continue;
		const notes = nodes.map(({ parameters }) => String(parameters.content ?? '')).join('\n');
		expect([file, notes]).toEqual([file, expect.stringContaining('**⋯ → Settings → Timezone**')]);
	}
	await editor.open(load(editor, 'expiring-cards.json'));
	await editor.byId('workflow-menu').first().click();
	await editor.byId('workflow-menu-item-settings').click();
	const zone = editor.byId('workflow-settings-timezone').locator('input').first();
	await eventually(async () =>
		expect(await zone.inputValue()).toMatch(/^Default - America\/New.York/),
	);
	await editor.page.keyboard.press('Escape');
	await zone.waitFor({ state: 'hidden' });
});

for (const turn of ['once', 'twice, the other way round']) {
	tests.it(`what can be run by a click runs ${turn}`, async (editor) => {
		const order = turn === 'once' ? Object.entries(RUNNABLE) : Object.entries(RUNNABLE).reverse();
		// Whoever follows the docs has done that, too.
		for (const type of ['authorisation.updated', 'card.updated']) {
			await editor.sandbox.admin.post('/webhooks/emit', { type });
		}
		for (const [file, last] of order) {
			await editor.open(load(editor, file));
			await editor.byId('execute-workflow-button').first().click();
			const messages = editor.page.locator('.el-notification');
			await messages
				.filter({ hasText: /executed successfully|Problem in/ })
				.first()
				.waitFor();
			const said = await messages.allInnerTexts();
			expect([file, said.join()]).toEqual([file, expect.stringContaining('successfully')]);
			await editor.nodeOnCanvas(last).getByTestId('canvas-node-status-success').waitFor();
		}
	});
}
