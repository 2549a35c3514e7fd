// Reports as browsers, phones, paper and mail clients show them.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.mts';
import type { Editor } from './editor.mts';
import { nodeOf } from './workflow.mts';

export const DESK = { width: 800, height: 900 };
/** A mail client's pane for reading. */
const MAIL = { width: 560, height: 900 };
/** A4 at 96 dots an inch. */
export const PAPER = { width: 794, height: 1123 };
export const PHONE = { width: 390, height: 844 };

/** Publishes Webhook → the operation, whose answer is the report; only a published workflow remembers. */
export async function publishReport(
	editor: Editor,
	parameters: Record<string, unknown>,
): Promise<() => Promise<string>> {
	const path = randomUUID();
	const webhook = {
		path,
		httpMethod: 'POST',
		responseMode: 'lastNode',
		responseData: 'firstEntryBinary',
		responseBinaryPropertyName: 'report',
		options: {},
	};
	const given = { outputs: 'summary', reports: ['html'], ...parameters };
	const nodes = [
		{
			...nodeOf('Start', 'n8n-nodes-base.webhook', webhook, [0, 0]),
			typeVersion: 2,
			webhookId: path,
		},
		{
			...nodeOf('Report', 'n8n-nodes-offblocks.offBlocks', given, [240, 0]),
			credentials: editor.credentials,
		},
	];
	const connections = { Start: { main: [[{ node: 'Report', type: 'main', index: 0 }]] } };
	const settings = { executionOrder: 'v1', timezone: 'Europe/Berlin' };
	const webhooks = await editor.publish({ name: 'Report', nodes, connections, settings });
	return () =>
		eventually(async () => {
			const answer = await fetch(`${webhooks}/${path}`, { method: 'POST' });
			const text = await answer.text();
			if (!answer.ok) throw new Error(`n8n answered ${answer.status}: ${text}`);
			return text;
		});
}

/** What sticks out to the right, which a phone would have to be dragged for. */
export const overflow = (page: Page) =>
	page.evaluate(`[...document.querySelectorAll('body *')]
		.filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
		.map((part) => part.tagName + ' ' + part.className + ': ' + part.textContent.trim().slice(0, 60))
		.slice(-6)`);

export const background = (page: Page) =>
	page.evaluate("getComputedStyle(document.querySelector('.page')).backgroundColor");

/** Heights of the blocks that stay whole when it is printed. */
export async function printedBlocks(page: Page): Promise<number[]> {
	await page.emulateMedia({ media: 'print' });
	await page.setViewportSize(PAPER);
	const kept = await page.locator('.keep').all();
	const boxes = await Promise.all(kept.map((block) => block.boundingBox()));
	await page.emulateMedia({ media: 'screen' });
	return boxes.map((box) => box?.height ?? 0);
}

/**
 * Shows it as a mail client that drops the style sheet: on a dark screen it stays light, and it loses none of its words.
 *
 * @param as its text and its background in a browser
 */
export async function expectAsMail(
	page: Page,
	html: string,
	as: { text: string; light: unknown },
): Promise<void> {
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize(MAIL);
	await page.setContent(html.replace(/<style>[\s\S]*?<\/style>/g, ''));
	expect(await page.locator('body').innerText()).toBe(as.text);
	expect(await background(page)).toBe(as.light);
	expect(await overflow(page)).toEqual([]);
}
