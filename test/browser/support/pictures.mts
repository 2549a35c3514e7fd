// Pictures of the editor: for README and docs where SCREENSHOTS names a folder, and of what failed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../tools/setup/places.mjs';

const QUIET = '.el-notification, [data-test-id="ask-assistant-floating-button"] { display: none; }';

export interface PictureOptions {
	/** All of the page, below the window's edge too. */
	whole?: boolean;
}

/** Saves SCREENSHOTS/<name>.png, without n8n's passing messages; does nothing where SCREENSHOTS is not set. */
export async function savePicture(
	page: Page,
	name: string,
	{ whole = false }: PictureOptions = {},
): Promise<void> {
	const folder = process.env.SCREENSHOTS;
	if (!folder) return;
	mkdirSync(join(root, folder), { recursive: true });
	await page.screenshot({
		path: join(root, folder, `${name}.png`),
		style: QUIET,
		fullPage: whole,
		animations: 'disabled',
	});
}

/** Saves the page as a picture and as text; returns the error with their names in its message. */
export async function saveFailure(page: Page, name: string, error: Error): Promise<Error> {
	const folder = join(root, 'test-results');
	const file = join(folder, name.replace(/[^\w]+/g, '-').slice(0, 80));
	mkdirSync(folder, { recursive: true });
	try {
		await page.screenshot({ path: `${file}.png` });
		writeFileSync(`${file}.txt`, `${page.url()}\n\n${await page.locator('body').innerText()}`);
		error.message += `\n\nThe page then: ${relative(root, file)}.png and .txt`;
	} catch (trouble) {
		error.message += `\n\nThe page could not be saved: ${(trouble as Error).message}`;
	}
	return error;
}
