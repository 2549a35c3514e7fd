// From an API key and secret to a green credential, as somebody goes who has never opened a terminal.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { root } from '../../tools/setup/places.mjs';
import { CredentialForm } from './support/credentialForm.mts';
import { useEditor, type Editor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

const PAGE = pathToFileURL(join(root, 'docs', 'signing-key.html')).href;

const tests = useEditor();

/** Presses of the mouse on all pages that are opened or loaded from now on: what was pressed. */
async function watchClicks({ page }: Editor): Promise<string[]> {
	const clicks: string[] = [];
	// The editor's helpers press a button again while it has not reacted yet; a person presses it once.
	await page.context().exposeFunction('pressed', (what: string) => {
		if (what !== clicks.at(-1)) clicks.push(what);
	});
	await page
		.context()
		.addInitScript(
			"addEventListener('pointerdown', ({ target }) => window.pressed((target.closest('button') ?? target).outerHTML), true)",
		);
	return clicks;
}

/** Copies a field of the key page and pastes it into one of the credential. */
async function carry(keys: Page, field: string, form: CredentialForm): Promise<void> {
	await keys.bringToFront();
	await keys.locator(`[data-copy="${field}"]`).click();
	await keys.getByText('Copied.').waitFor();
	await form.pasteClipboard(field);
}

tests.it('makes a pair, registers it by the node and gets a green credential', async (editor) => {
	const { baseUrl, apiKey, apiSecret } = editor.sandbox.info;
	const clicks = await watchClicks(editor);
	const keys = await editor.otherPage();
	await keys.goto(PAGE);
	await keys.getByRole('button', { name: 'Make a key pair' }).click();
	await keys.getByText('Your key pair is ready').waitFor();

	await editor.page.bringToFront();
	await editor.open(workflowOf(editor, 'A key', { Existing: {} }));
	// Opening a workflow that is there already is the test's affair, not the user's.
	clicks.length = 0;
	await editor.byId('node-creator-plus-button').click();
	await editor.byId('node-creator-search-bar').fill('offblocks');
	await editor.byId('node-creator-item-name').filter({ hasText: 'OffBlocks' }).click();
	await editor.byId('node-creator').getByText('Register the signing key').click();
	const view = await NodeView.opened(editor);
	const form = await CredentialForm.create(editor);
	await form.choose('environment', 'Custom');
	await form.fill('baseUrl', baseUrl);
	await form.fill('apiKey', apiKey);
	await form.fill('apiSecret', apiSecret);
	await carry(keys, 'keyId', form);
	await carry(keys, 'privateKey', form);
	await form.save();
	// Not known yet: that is said, and what to do.
	expect(await form.complains(/refused the signed request/)).toContain('must be registered');
	await form.close();

	await view.execute();
	expect(await view.table()).toMatchObject([{ registered: 'true', works: 'true' }]);
	await editor.byId('credential-edit-button').click();
	expect(await form.verdict()).toBe('Connection tested successfully');
	expect(clicks.length).toBeLessThanOrEqual(22);
});
