// n8n's editor in Chromium: a real n8n with the packed package in it, and a sandbox that it talks to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { openBrowser } from '../../../demo/browser.mts';
import { CREDENTIAL_NAME, sandboxCredential } from '../../../demo/furnish.mts';
import {
	N8nClient,
	startN8n,
	type N8n,
	type Workflow,
	type WorkflowFile,
	type WorkflowNode,
} from '../../support/n8n.mts';
import { startSandbox, type Sandbox } from '../../support/sandbox.mts';
import { saveFailure, savePicture, type PictureOptions } from './pictures.mts';

/** Nothing here takes so long; on a machine that does much else at the same time it may. */
const PATIENCE_MS = 90_000;
const SIZE = { width: 1440, height: 810 };
const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Browser-7',
};

export type Theme = 'light' | 'dark';

export class Editor {
	readonly page: Page;

	readonly sandbox: Sandbox;

	/** What nodes are given as `credentials`. */
	readonly credentials: Record<string, { id: string; name: string }>;

	readonly #n8n: N8n;

	readonly #client: N8nClient;

	readonly #browser: Browser;

	readonly #folder: string;

	private constructor(parts: {
		page: Page;
		sandbox: Sandbox;
		n8n: N8n;
		client: N8nClient;
		browser: Browser;
		folder: string;
		credentialId: string;
	}) {
		this.page = parts.page;
		this.sandbox = parts.sandbox;
		this.credentials = { offBlocksApi: { id: parts.credentialId, name: CREDENTIAL_NAME } };
		this.#n8n = parts.n8n;
		this.#client = parts.client;
		this.#browser = parts.browser;
		this.#folder = parts.folder;
	}

	/** Starts everything and logs in. The caller stops it. */
	static async start(): Promise<Editor> {
		const folder = mkdtempSync(join(tmpdir(), 'offblocks-browser-'));
		const [sandbox, n8n] = await Promise.all([
			startSandbox({ args: ['--speed', '1000'] }),
			startN8n({ userFolder: folder }),
		]);
		const client = new N8nClient(n8n.url);
		await client.enter(OWNER);
		const { id: credentialId } = await client.createCredential(sandboxCredential(sandbox.info));
		const browser = await openBrowser();
		const context = await browser.newContext({ viewport: SIZE });
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		// Leaving a page that has unsaved changes.
		page.on('dialog', (dialog) => void dialog.accept());
		await page.request.post(`${n8n.url}/rest/login`, {
			data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
		});
		return new Editor({ page, sandbox, n8n, client, browser, folder, credentialId });
	}

	async stop(): Promise<void> {
		await this.#browser.close();
		await Promise.all([this.#n8n.stop(), this.sandbox.stop()]);
		rmSync(this.#folder, { recursive: true, force: true });
	}

	/** Saves a workflow and shows it, however the page looked before. */
	async open(file: WorkflowFile, theme: Theme = 'light'): Promise<Workflow> {
		const workflow = await this.#client.createWorkflow(file);
		await this.page.goto(`${this.#n8n.url}/workflow/${workflow.id}?theme=${theme}`);
		for (const { name } of withoutNotes(file.nodes)) await this.nodeOnCanvas(name).waitFor();
		return workflow;
	}

	/** Publishes a workflow; the address under which n8n serves the paths of its webhooks, some moments later. */
	async publish(file: WorkflowFile): Promise<string> {
		await this.#client.activate(await this.#client.createWorkflow(file));
		return `${this.#n8n.url}/webhook`;
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

/** Registers the hooks of a test file: one n8n and one browser for all its tests. */
export function useEditor(): BrowserTests {
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
		tests.editor = await Editor.start();
	});
	afterAll(() => tests.editor?.stop());
	return tests;
}
