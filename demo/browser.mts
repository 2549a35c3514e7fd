// The system's Chromium, driven by playwright-core, which brings no browser of its own.
import { type Browser, chromium, selectors } from 'playwright-core';
import { CHROMIUM_HINT, findChromium } from '../tools/setup/chromium.mjs';

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Opens a headless browser: $CHROMIUM, or the first of the usual names in PATH. */
export async function openBrowser(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id'); // as n8n's editor spells it
	const executablePath = findChromium();
	if (!executablePath) throw new Error(`There is no Chromium in PATH: ${CHROMIUM_HINT}`);
	return await chromium.launch({ executablePath, headless: true, args: FLAGS });
}
