// The report of an audit that has something to compare with, as browsers, phones and mail clients show it.
import { setTimeout as sleep } from 'node:timers/promises';
import { useEditor } from './support/editor.mts';
import { born, daysAgo, inMonths, Programme } from './support/programme.mts';
import {
	background,
	DESK,
	expectAsMail,
	overflow,
	PAPER,
	PHONE,
	printedBlocks,
	publishReport,
} from './support/reports.mts';

const tests = useEditor();

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

tests.it(
	'shows light, dark, on a phone and without its style sheet what it holds',
	async (editor) => {
		const programme = new Programme(editor.sandbox);
		await programme.grow();
		const nextDay = await troubled(programme);
		const audit = await publishReport(editor, {
			operation: 'audit',
			compare: true,
			checkpoint: 'atOnce',
		});
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
		expect(await overflow(page)).toEqual([]);
		await editor.picture('audit-report', page, { whole: true });

		const light = await background(page);
		await page.emulateMedia({ colorScheme: 'dark' });
		expect(await background(page)).not.toBe(light);
		await editor.picture('audit-report-dark', page, { whole: true });

		await page.emulateMedia({ colorScheme: 'light' });
		await page.setViewportSize(PHONE);
		expect(await overflow(page)).toEqual([]);
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
		const heights = await printedBlocks(page);
		expect(heights.length).toBeGreaterThan(5);
		expect(Math.max(...heights)).toBeLessThan(PAPER.height * 0.4);

		// On a phone it is wider than the screen.
		await expectAsMail(page, html, { text, light });
		await editor.picture('audit-report-mail', page, { whole: true });
		await page.close();
	},
);
