// n8n's editor in Chromium: a real n8n with the packed package in it, both shared with other test files, and a sandbox
// of one's own that it talks to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { joinBrowser } from '../../../demo/browser.mts';
import { CREDENTIAL_NAME, sandboxCredential } from '../../../demo/furnish.mts';
import {
	N8nClient,
	type Workflow,
	type WorkflowFile,
	type WorkflowNode,
} from '../../support/n8n.mts';
import { startSandbox, type Sandbox } from '../../support/sandbox.mts';
import { sharedChromium, sharedN8n } from '../../support/shared/share.mts';
import { saveFailure, savePicture, type PictureOptions } from './pictures.mts';

/** Nothing here takes so long; on a machine that does much else at the same time it may. */
const PATIENCE_MS = 90_000;
const SIZE = { width: 1440, height: 810 };

export type Theme = 'light' | 'dark';

export interface Setup {
	/** The credential's name. */
	credential?: string;
	/** More options of the sandbox. */
	sandbox?: string[];
}

export class Editor {
	readonly page: Page;

	readonly sandbox: Sandbox;

	/** What nodes are given as `credentials`. */
	readonly credentials: Record<string, { id: string; name: string }>;

	readonly #client: N8nClient;

	readonly #browser: Browser;

	readonly #folder: string;

	#theme?: Theme;

	private constructor(parts: {
		page: Page;
		sandbox: Sandbox;
		client: N8nClient;
		browser: Browser;
		credential: { id: string; name: string };
	}) {
		this.page = parts.page;
		this.sandbox = parts.sandbox;
		this.credentials = { offBlocksApi: parts.credential };
		this.#client = parts.client;
		this.#browser = parts.browser;
		this.#folder = mkdtempSync(join(tmpdir(), 'offblocks-browser-'));
	}

	/** Logs in, with a credential of this name for a sandbox of its own. The caller stops it. */
	static async start({
		credential: name = CREDENTIAL_NAME,
		sandbox: args = [],
	}: Setup = {}): Promise<Editor> {
		const [sandbox, { url, cookie }, { endpoint }] = await Promise.all([
			startSandbox({ args: ['--speed', '1000', ...args] }),
			sharedN8n('browser'),
			sharedChromium(),
		]);
		const client = new N8nClient(url, cookie);
		const { id } = await client.createCredential({ ...sandboxCredential(sandbox.info), name });
		const browser = await joinBrowser(endpoint);
		const context = await browser.newContext({
			viewport: SIZE,
			baseURL: url,
			reducedMotion: 'reduce',
		});
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		const [session, value] = cookie.split('=');
		await context.addCookies([{ name: session, value, url }]);
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		// Leaving a page that has unsaved changes.
		page.on('dialog', (dialog) => void dialog.accept());
		return new Editor({ page, sandbox, client, browser, credential: { id, name } });
	}

	async stop(): Promise<void> {
		await this.#browser.close();
		await this.sandbox.stop();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	/** Saves a workflow and shows it, however the page looked before. */
	async open(file: WorkflowFile, theme: Theme = 'light'): Promise<Workflow> {
		const workflow = await this.#client.createWorkflow(file);
		const path = `/workflow/${workflow.id}`;
		if (theme === this.#theme && (await this.#isTidy())) await this.#goWithin(path);
		else await this.page.goto(`${path}?theme=${theme}`);
		this.#theme = theme;
		for (const { id } of withoutNotes(file.nodes)) {
			await this.page.locator(`.vue-flow__node[data-id="${id}"]`).waitFor();
		}
		return workflow;
	}

	/** Whether no dialog lies over the page. The view of a node, which is one too, is closed. */
	async #isTidy(): Promise<boolean> {
		const dialogs = await this.page.getByRole('dialog').filter({ visible: true }).count();
		const close = this.byId('ndv-close-button');
		const view = await close.isVisible();
		if (dialogs > (view ? 1 : 0)) return false;
		if (view) {
			await close.click();
			await close.waitFor({ state: 'hidden' });
		}
		return true;
	}

	/** As by a link of the editor's: to load all of it anew takes ten times as long. */
	async #goWithin(path: string): Promise<void> {
		await this.page.evaluate(`
			history.pushState({ ...history.state, current: '${path}' }, '', '${path}');
			dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
		`);
	}

	/** Publishes a workflow; the address under which n8n serves the paths of its webhooks, some moments later. */
	async publish(file: WorkflowFile): Promise<string> {
		await this.#client.activate(await this.#client.createWorkflow(file));
		return `${this.#client.url}/webhook`;
	}

	nodeOnCanvas(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	byId(testId: string): Locator {
		return this.page.getByTestId(testId);
	}

	/** For README and docs, see pictures.mts. */
	async picture(name: string, page = this.page, options?: PictureOptions): Promise<void> {
		await savePicture(page, name, options);
	}

	/** An empty page beside the editor's. */
	async otherPage(): Promise<Page> {
		const page = await this.page.context().newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		return page;
	}

	/** Where a downloaded file lies until the editor is stopped, under its own name. */
	async keep(download: Download): Promise<string> {
		const file = join(this.#folder, download.suggestedFilename());
		await download.saveAs(file);
		return file;
	}
}

/** The nodes that do something: notes on the canvas are nodes to n8n. */
export function withoutNotes(nodes: WorkflowNode[]): WorkflowNode[] {
	return nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
}

export interface BrowserTests {
	readonly editor: Editor;
	/** A test; where it fails, the error names a picture of the page and its text. */
	it(name: string, body: (editor: Editor) => Promise<void>): void;
}

/** Registers the hooks of a test file: one page for all its tests, a credential and a sandbox. */
export function useEditor(setup?: Setup): BrowserTests {
	const tests = {
		it: (name, body) =>
			it(name, async () => {
				try {
					await body(tests.editor);
				} catch (error) {
					throw await saveFailure(tests.editor.page, name, error as Error);
				}
			}),
	} as { editor: Editor; it: BrowserTests['it'] };
	beforeAll(async () => {
		tests.editor = await Editor.start(setup);
	});
	afterAll(() => tests.editor?.stop());
	return tests;
}
