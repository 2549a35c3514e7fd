// The report of an audit that has something to compare with, as browsers, phones and mail clients show it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.mts';
import { useEditor, type Editor } from './support/editor.mts';
import { born, daysAgo, inMonths, Programme } from './support/programme.mts';
import { nodeOf } from './support/workflow.mts';

const DESK = { width: 800, height: 900 };
/** A mail client's pane for reading. */
const MAIL = { width: 560, height: 900 };
/** A4 at 96 dots an inch. */
const PAPER = { width: 794, height: 1123 };
const PHONE = { width: 390, height: 844 };

const tests = useEditor();

/** Publishes Webhook → Audit, whose answer is the report; only a published workflow remembers. */
async function publishAudit(editor: Editor): Promise<() => Promise<string>> {
	const path = randomUUID();
	const webhook = {
		path,
		httpMethod: 'POST',
		responseMode: 'lastNode',
		responseData: 'firstEntryBinary',
		responseBinaryPropertyName: 'report',
		options: {},
	};
	const audit = {
		operation: 'audit',
		outputs: 'summary',
		reports: ['html'],
		compare: true,
		checkpoint: 'atOnce',
	};
	const nodes = [
		{
			...nodeOf('Start', 'n8n-nodes-base.webhook', webhook, [0, 0]),
			typeVersion: 2,
			webhookId: path,
		},
		{
			...nodeOf('Audit', 'n8n-nodes-offblocks.offBlocks', audit, [240, 0]),
			credentials: editor.credentials,
		},
	];
	const connections = { Start: { main: [[{ node: 'Audit', type: 'main', index: 0 }]] } };
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

/** What there is to find, and what changes between two audits. */
async function troubled(programme: Programme): Promise<() => Promise<void>> {
	const stopped = await programme.plant({ status: 'suspended', ...born(2) });
	await programme.plant({ status: 'inactive', ...born(131) });
	await programme.plant({ expirationDate: inMonths(-1), ...born(1120) });
	await programme.plant({ expirationDate: inMonths(0), ...born(1090) });
	await programme.plant({ status: 'inactive', expirationDate: inMonths(0), ...born(12) });
	await programme.plant({ status: 'terminated', ...born(3) });
	const [paying, frozen, moving] = [
		await programme.plant(born(400)),
		await programme.plant({ status: 'inactive', ...born(40) }),
		await programme.plant(born(200)),
	];
	return async () => {
		await programme.change(paying, { status: 'suspended' });
		await programme.change(frozen, { status: 'active' });
		await programme.change(stopped, { status: 'active' });
		await programme.change(moving, { name: 'Isla Hughes-Brandt' });
		await programme.plant({ createdAt: daysAgo(0.2), updatedAt: daysAgo(0.2) });
	};
}

/** Whether something sticks out to the right, which a phone would have to be dragged for. */
const overflow = (page: Page) =>
	page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const background = (page: Page) =>
	page.evaluate("getComputedStyle(document.querySelector('.page')).backgroundColor");

tests.it(
	'shows light, dark, on a phone and without its style sheet what it holds',
	async (editor) => {
		const programme = new Programme(editor.sandbox);
		await programme.grow();
		const nextDay = await troubled(programme);
		const audit = await publishAudit(editor);
		expect(await audit()).toContain('First audit. Changes will be shown from the next one on.');
		// The baseline is stored when the execution has ended, a moment after its answer.
		await sleep(1_500);
		await nextDay();
		const html = await audit();

		const page = await editor.otherPage();
		await page.setViewportSize(DESK);
		await page.setContent(html);
		const text = await page.locator('body').innerText();
		expect(text).toContain('5 cards changed since');
		expect(text).toContain('1 added, 4 changed, 0 removed');
		const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
		expect(headings.map((heading) => heading.replace(/\d+/, 'N'))).toEqual([
			'New since the last audit (N)',
			'Still open (N)',
			'Resolved since the last audit (N)',
			'Card changes',
			'In numbers',
			'Cards by status',
			'Expiries by month',
			'Evidence',
		]);
		const bars = await page.locator('td[title]').all();
		const widths = await Promise.all(
			bars.map(async (bar) => (await bar.boundingBox())?.width ?? 0),
		);
		expect(widths).toHaveLength(7);
		expect(Math.min(...widths)).toBeGreaterThan(2);
		expect(await overflow(page)).toBe(0);
		await editor.picture('audit-report', page, { whole: true });

		const light = await background(page);
		await page.emulateMedia({ colorScheme: 'dark' });
		expect(await background(page)).not.toBe(light);
		await editor.picture('audit-report-dark', page, { whole: true });

		await page.emulateMedia({ colorScheme: 'light' });
		await page.setViewportSize(PHONE);
		expect(await overflow(page)).toBe(0);
		// On the first screen: how bad it is, and what is new and worst, with its holder and what to do.
		for (const text of [
			'1 new, ',
			'New since the last audit',
			'Suspended',
			'Next: Ask OffBlocks',
		]) {
			const box = await page.getByText(text).first().boundingBox();
			expect(box!.y + box!.height).toBeLessThan(PHONE.height);
		}
		await editor.picture('audit-report-phone', page, { whole: true });

		// Printed on A4: no block is taller than what is left of a page, so that none leaves a hole.
		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize(PAPER);
		const kept = await page.locator('.keep').all();
		const heights = await Promise.all(
			kept.map(async (block) => (await block.boundingBox())?.height ?? 0),
		);
		expect(heights.length).toBeGreaterThan(5);
		expect(Math.max(...heights)).toBeLessThan(PAPER.height * 0.4);
		await page.emulateMedia({ media: 'screen' });

		// As a mail client that drops the style sheet: it stays light on a dark screen. On a phone it is wider than the screen.
		await page.emulateMedia({ colorScheme: 'dark' });
		await page.setViewportSize(MAIL);
		await page.setContent(html.replace(/<style>[\s\S]*?<\/style>/g, ''));
		expect(await page.locator('body').innerText()).toBe(text);
		expect(await background(page)).toBe(light);
		expect(await overflow(page)).toBe(0);
		await editor.picture('audit-report-mail', page, { whole: true });
		await page.close();
	},
);
