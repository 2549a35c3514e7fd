// The form of a credential.
import type { Locator } from 'playwright-core';
import type { Editor } from './editor.mts';

export class CredentialForm {
	readonly #editor: Editor;

	readonly #form: Locator;

	private constructor(editor: Editor) {
		this.#editor = editor;
		this.#form = editor.byId('credential-edit-dialog');
	}

	/** From the node that is open: a new credential of its type. */
	static async create(editor: Editor): Promise<CredentialForm> {
		await editor.byId('node-credentials-select').click();
		await editor.byId('node-credentials-select-item-new').click();
		const form = new CredentialForm(editor);
		await form.#form.waitFor();
		return form;
	}

	/** After a green test n8n closes the form by itself; this opens it again, and n8n tests again. */
	async reopen(): Promise<void> {
		await this.#form.waitFor({ state: 'hidden' });
		await this.#editor.byId('credential-edit-button').click();
		await this.#form.waitFor();
	}

	async choose(field: string, option: string): Promise<void> {
		await this.#field(field).click();
		await this.#editor.page.getByRole('option', { name: option }).click();
	}

	/** Turns a switch. */
	async toggle(field: string): Promise<void> {
		await this.#field(field).locator('.el-switch').click();
	}

	async fill(field: string, value: string): Promise<void> {
		await this.#input(field).fill(value);
	}

	/** Through the clipboard, as a person would. */
	async paste(field: string, value: string): Promise<void> {
		await this.#editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(value)})`);
		await this.#input(field).focus();
		await this.#editor.page.keyboard.press('Control+v');
	}

	/** What another page has copied. */
	async pasteClipboard(field: string): Promise<void> {
		await this.#editor.page.bringToFront();
		await this.#input(field).click();
		await this.#editor.page.keyboard.press('Control+v');
		await this.#input(field).evaluate((input) => input.blur());
	}

	async close(): Promise<void> {
		const buttons = this.#editor.page.locator('.el-dialog__headerbtn').filter({ visible: true });
		await buttons.last().click();
		await this.#form.waitFor({ state: 'hidden' });
	}

	/** Saves, and waits for the test that n8n makes of it. */
	async save(): Promise<void> {
		const tested = this.#editor.page.waitForResponse(/\/rest\/credentials\/test/);
		await this.#editor.byId('credential-save-button').click();
		await tested;
	}

	/** What the green banner says. */
	async verdict(): Promise<string> {
		const banner = this.#form.getByTestId('credentials-config-container-test-success');
		await banner.waitFor();
		return (await banner.innerText()).split('\n')[0].trim();
	}

	/** Waits until the red banner says so, and returns all that it says; its details are folded until they are opened once. */
	async complains(words: RegExp): Promise<string> {
		const [details, complaint] = [
			this.#form.getByText('More details'),
			this.#form.getByText(words),
		];
		await details.or(complaint).first().waitFor();
		if (await details.isVisible()) await details.click();
		await complaint.waitFor();
		return await complaint.innerText();
	}

	#field(name: string): Locator {
		return this.#form.getByTestId(`parameter-input-${name}`);
	}

	#input(name: string): Locator {
		return this.#field(name).locator('input, textarea');
	}
}
