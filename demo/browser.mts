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
	nameTestIds();
	return await chromium.launch(options());
}

/** The same for other processes: where they reach it by `joinBrowser`. It ends with this process. */
export async function serveBrowser(): Promise<string> {
	return (await chromium.launchServer({ ...options(), host: '127.0.0.1' })).wsEndpoint();
}

/** A browser that another process serves; to close it ends what was opened in it from here. */
export async function joinBrowser(endpoint: string): Promise<Browser> {
	nameTestIds();
	return await chromium.connect(endpoint);
}

/** As n8n's editor spells it. */
const nameTestIds = () => selectors.setTestIdAttribute('data-test-id');

function options() {
	const executablePath = findChromium();
	if (!executablePath) throw new Error(`There is no Chromium in PATH: ${CHROMIUM_HINT}`);
	return { executablePath, headless: true, args: FLAGS };
}
