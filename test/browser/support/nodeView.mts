// The view of one node: input, parameters and output side by side.
import type { Locator } from 'playwright-core';
import { eventually } from '../../support/eventually.mts';
import type { Editor } from './editor.mts';

export class NodeView {
	readonly #editor: Editor;

	private constructor(editor: Editor) {
		this.#editor = editor;
	}

	/** Opens a node of the workflow that is shown. */
	static async open(editor: Editor, name: string): Promise<NodeView> {
		await editor.nodeOnCanvas(name).dblclick();
		return await NodeView.opened(editor);
	}

	/** The one that n8n opens by itself when a node is added. */
	static async opened(editor: Editor): Promise<NodeView> {
		await editor.byId('node-parameters').waitFor();
		return new NodeView(editor);
	}

	async close(): Promise<void> {
		await this.#editor.byId('ndv-close-button').click();
		await this.#editor.byId('node-parameters').waitFor({ state: 'hidden' });
	}

	get output(): Locator {
		return this.#editor.byId('output-panel');
	}

	get input(): Locator {
		return this.#editor.byId('ndv-input-panel');
	}

	/** The whole field of a parameter. */
	parameter(name: string): Locator {
		return this.#editor.byId(`parameter-input-${name}`);
	}

	/** The names that the list of a parameter offers. */
	async choices(name: string): Promise<string[]> {
		await this.parameter(name).click();
		const options = this.#editor.page.getByRole('option').filter({ visible: true });
		await options.first().waitFor();
		const names = await options.allInnerTexts();
		await this.#editor.page.keyboard.press('Escape');
		await options.first().waitFor({ state: 'hidden' });
		return names.map((text) => text.split('\n')[0].trim());
	}

	/** Chooses from the list of a parameter. */
	async choose(name: string, option: string): Promise<void> {
		await this.parameter(name).click();
		await this.#editor.page.getByRole('option', { name: option }).click();
	}

	/**
	 * Executes the node and waits until the editor says that it is through, well or not: before that the editor
	 * has not all data yet, and does not start another execution.
	 */
	async execute(): Promise<void> {
		const messages = this.#editor.page.locator('.el-notification');
		while ((await messages.count()) > 0) {
			await messages
				.first()
				.locator('.el-notification__closeBtn')
				.click({ timeout: 1_000 })
				// It went by itself meanwhile.
				.catch(() => undefined);
		}
		await this.#editor.byId('node-execute-button').click();
		await messages
			.filter({ hasText: /executed successfully|Problem in node/ })
			.first()
			.waitFor();
	}

	/** Shows one of the outputs of a node that has several. */
	async showBranch(name: string): Promise<void> {
		await this.output.getByText(new RegExp(`^${name} Branch`)).click();
	}

	/** The output's table: one entry a row, by column. */
	async table(): Promise<Array<Record<string, string>>> {
		await this.output.getByTestId('radio-button-table').click();
		const table = this.output.locator('[data-test-id="ndv-data-container"] table');
		await table.locator('tbody tr td').first().waitFor();
		const columns = await table.locator('thead th').allInnerTexts();
		const rows = await table.locator('tbody tr').all();
		return await Promise.all(
			rows.map(async (row) => {
				const cells = await row.locator('td').allInnerTexts();
				return Object.fromEntries(columns.map((column, i) => [column.trim(), cells[i]?.trim()]));
			}),
		);
	}

	/** Drags a field from the schema of the input onto a parameter, as a mouse does it. */
	async drag(field: string, parameter: string): Promise<void> {
		const { mouse } = this.#editor.page;
		const pill = this.input
			.getByTestId('run-data-schema-item')
			.getByText(field, { exact: true })
			.first();
		const target = this.parameter(parameter);
		await pill.hover();
		await mouse.down();
		const { x, y, width, height } = (await target.boundingBox())!;
		await mouse.move(x + width / 2, y + height / 2, { steps: 12 });
		await mouse.up();
		await target.getByTestId('inline-expression-editor-input').waitFor();
	}

	/** Opens the list of a resource locator and waits for its entries. */
	async openList(name: string): Promise<Locator> {
		await this.#editor.byId(`resource-locator-${name}`).getByTestId('rlc-input').click();
		const entries = this.#editor.byId('rlc-item').filter({ visible: true });
		await entries.first().waitFor();
		return entries;
	}

	/** Types into the search of the list that is open. */
	async search(words: string): Promise<void> {
		await this.#editor.byId('rlc-search').filter({ visible: true }).fill(words);
	}

	/** Waits until a list holds exactly these entries: it is filled as it is searched. */
	async untilListed(entries: Locator, wanted: RegExp[]): Promise<void> {
		await eventually(async () => {
			const names = await entries.allInnerTexts();
			expect(names).toEqual(wanted.map((words) => expect.stringMatching(words)));
		});
	}

	/** Closes the list that is open. */
	async closeList(): Promise<void> {
		await this.#editor.byId('node-parameters').click({ position: { x: 5, y: 5 } });
		await this.#editor.byId('rlc-item').first().waitFor({ state: 'hidden' });
	}

	/** Switches a resource locator to "By ID" and fills it in. */
	async enterId(name: string, id: string): Promise<void> {
		const locator = this.#editor.byId(`resource-locator-${name}`);
		await locator.getByTestId('rlc-mode-selector').click();
		await this.#editor.byId('mode-id').filter({ visible: true }).click();
		await locator.getByTestId('rlc-input').fill(id);
	}
}
