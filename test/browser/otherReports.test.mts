// The pages of payments, accounts and spending, on the sample data of ninety days.
import { useEditor } from './support/editor.mts';
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

const REPORTS = {
	'Audit Payments': {
		parameters: { resource: 'transaction', operation: 'audit', lookBack: 90 },
		title: 'Payment audit',
		headings: ['Open findings', 'In numbers', 'Spent', 'Evidence'],
		first: 'Next:',
	},
	'Account: Audit': {
		parameters: { resource: 'account', operation: 'audit' },
		title: 'Account audit',
		headings: ['Open findings', 'In numbers', 'Accounts', 'Customers', 'Evidence'],
		first: 'Next:',
	},
	'Get Spending': {
		parameters: {
			resource: 'transaction',
			operation: 'spending',
			groupBy: 'merchant',
			thenBy: 'card',
			period: 'all',
		},
		title: 'Spending',
		headings: ['EUR', 'GBP'],
		first: ' on ',
	},
};

const tests = useEditor({ sandbox: ['--showroom'] });

for (const [name, { parameters, title, headings, first }] of Object.entries(REPORTS)) {
	tests.it(`${name}: on a desk, a phone, paper, in the dark and as a mail`, async (editor) => {
		const html = await (await publishReport(editor, parameters))();
		const page = await editor.otherPage();
		await page.setViewportSize(DESK);
		await page.setContent(html);
		expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([title]);
		const second = await page.getByRole('heading', { level: 2 }).allInnerTexts();
		expect(second.map((text) => text.replace(/ \(\d+\)$/, ''))).toEqual(headings);
		const text = await page.locator('body').innerText();
		expect(await overflow(page)).toEqual([]);
		const light = await background(page);

		await page.setViewportSize(PHONE);
		expect(await overflow(page)).toEqual([]);
		const box = await page.getByText(first).first().boundingBox();
		expect(box!.y + box!.height).toBeLessThan(PHONE.height);

		await page.emulateMedia({ colorScheme: 'dark' });
		expect(await background(page)).not.toBe(light);
		expect(await overflow(page)).toEqual([]);

		await page.emulateMedia({ colorScheme: 'light' });
		const heights = await printedBlocks(page);
		expect(heights.length).toBeGreaterThan(0);
		expect(Math.max(...heights)).toBeLessThan(PAPER.height * 0.4);

		await expectAsMail(page, html, { text, light });
		await page.close();
	});
}
