// The packed sandbox, started with npx in an empty folder, and its page as a person uses it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { joinBrowser } from '../../demo/browser.mts';
import { npm } from '../../tools/setup/npm.mjs';
import { root } from '../../tools/setup/places.mjs';
import { eventually } from '../support/eventually.mts';
import { startReceiver } from '../support/receiver.mts';
import { sharedChromium } from '../support/shared/share.mts';
import { saveFailure, savePicture } from './support/pictures.mts';

let folder: string;
let child: ChildProcess;
let origin: string;
/** When npx was called. */
let begun: number;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What went elsewhere, and what the browser complained of: scripts or styles that the page's policy forbids. */
const strange: string[] = [];

/** The tarball in a folder where nothing else is; npx gets it from there alone. */
async function startPacked(): Promise<string> {
	folder = mkdtempSync(join(tmpdir(), 'offblocks-packed-'));
	const options = { node: process.execPath, hint: 'look at the lines above.' };
	const built = mkdtempSync(join(folder, 'built-'));
	await promisify(execFile)(process.execPath, [join(root, 'sandbox', 'build.mjs'), built]);
	await npm(['pack', '--pack-destination', folder], { cwd: built, ...options });
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
	begun = performance.now();
	const npx = ['--yes', '--offline', '--package', join(folder, tarball), 'offblocks-sandbox'];
	child = spawn('npx', [...npx, '--port', '0'], {
		cwd: mkdtempSync(join(folder, 'empty-')),
		env: {
			...process.env,
			PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
			npm_config_cache: join(folder, 'npm'),
			XDG_DATA_HOME: join(folder, 'data'),
			XDG_CACHE_HOME: join(folder, 'cache'),
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own: npx does not pass every signal on.
		detached: true,
	});
	let printed = '';
	child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
	child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
	const ended = once(child, 'exit').then(() => {
		throw new Error(`The packed sandbox ended:\n${printed}`);
	});
	while (!/Ctrl-C/.test(printed)) await Promise.race([once(child.stdout!, 'data'), ended]);
	ended.catch(() => undefined);
	return /Open in a browser +(\S+)\//.exec(printed)?.[1] ?? '';
}

beforeAll(async () => {
	const [{ endpoint }, started] = await Promise.all([sharedChromium(), startPacked()]);
	origin = started;
	browser = await joinBrowser(endpoint);
	context = await browser.newContext({ viewport: { width: 1200, height: 760 } });
	page = await context.newPage();
	page.on('request', (request) => {
		if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
			strange.push(request.url());
	});
	page.on('console', (message) => {
		if (message.type() === 'error') strange.push(message.text());
	});
	page.on('pageerror', (error) => strange.push(error.message));
});
afterAll(async () => {
	await browser?.close();
	if (child?.pid !== undefined && child.exitCode === null) {
		const ended = once(child, 'exit');
		process.kill(-child.pid, 'SIGTERM');
		await ended;
	}
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A test on the page, of whose failure a picture is kept. */
function on(name: string, work: () => Promise<void>): void {
	it(name, async () => {
		try {
			await work();
		} catch (error) {
			const told = await saveFailure(page, `sandbox ${name}`, error as Error);
			strange.length = 0;
			throw told;
		}
		expect(strange).toEqual([]);
	});
}

/** A picture; taking it adds a style of its own, which the page's policy refuses. */
const picture = async (name: string) => {
	expect(strange).toEqual([]);
	await savePicture(page, name);
	strange.length = 0;
};

const press = async (name: string | RegExp) => {
	await page.getByRole('button', { name }).first().click();
};
/** After a button, whose own way to its next page may be under way. */
const reload = async () => await eventually(async () => await page.reload());
const said = async (words: string | RegExp) => {
	await page.locator('.notice').getByText(words).waitFor();
};

on('a card is issued, paid with and suspended by buttons', async () => {
	await page.goto(`${origin}/`);
	await page.getByText('No call yet').waitFor();
	await page.getByRole('link', { name: 'Cards', exact: true }).first().click();
	await press('Issue card');
	await said('The card is being issued');
	await press(/^Approve issuance/);
	await said('The card is issued.');
	await press('Pay');
	await said('Corner Shop was paid 12.50');
	const payment = page.getByRole('region', { name: 'Transactions' }).getByRole('row').nth(1);
	// The sandbox books it a step later.
	await eventually(async () => {
		await page.reload();
		expect(await payment.innerText()).toMatch(/Corner Shop.*processed/s);
	});
	await picture('sandbox-card');
	await press(/^Suspend/);
	await said('The issuer suspended the card.');
	// To be read; a busy machine may take longer.
	const seconds = ((performance.now() - begun) / 1000).toFixed(0);
	process.stderr.write(`from npx to a card issued, paid with and suspended: ${seconds} s\n`);
	await page.locator('dl').getByText('suspended').waitFor();
	expect(await page.getByRole('button', { name: 'Pay', exact: true }).count()).toBe(0);
	await press(/^Restore/);
	await said('restored');
});

on('the amount of a hold is changed, it is captured, and costs a fee', async () => {
	const region = (name: string) => page.getByRole('region', { name }).getByRole('row').nth(1);
	await page.getByLabel('Then').selectOption('leave it on hold');
	await press('Pay');
	await said('Corner Shop');
	await region('Holds').getByLabel('New amount').fill('7.20');
	await press('Change amount');
	await said('The amount of the hold was changed.');
	expect(await region('Holds').innerText()).toMatch(/Corner Shop.*\b7\.2.*pending/s);
	await press(/^Capture/);
	await said('The hold is being captured.');
	await eventually(async () => {
		await page.reload();
		expect(await region('Transactions').innerText()).toMatch(/Corner Shop.*\b7\.2.*processed/s);
	});
	await region('Transactions').getByLabel('Service fee in tokens').fill('0.35');
	await region('Transactions').getByRole('button', { name: 'Set fee' }).click();
	await said('The fee of the transaction was changed.');
	const id = await region('Transactions')
		.getByRole('cell')
		.nth(5)
		.locator('[title]')
		.getAttribute('title');
	const { call } = await client();
	const { body } = await call('GET', `/transactions/${id}`);
	expect(body).toMatchObject({ fees: [{ type: 'service', tokenAmount: '0.35' }] });
});

on('calls come by themselves, and each says how its signature was looked at', async () => {
	await page.goto(`${origin}/`);
	const rows = page.getByRole('region', { name: 'Calls' }).getByRole('row');
	const before = await rows.count();
	expect(before).toBeGreaterThan(3);
	await fetch(`${origin}/v1/cards`, { headers: { authorization: 'Bearer a.b.c' } });
	await page.getByRole('status').getByText('1 new call').waitFor();
	expect(await rows.count()).toBe(before + 1);
	expect(await rows.nth(1).innerText()).toMatch(/GET \/v1\/cards\s+401\s+[\d.]+ ms\s+unsigned/);
	await page.getByRole('link', { name: /^PATCH .*issue$/ }).click();
	await said('Signed with the key');
	const base = await page.locator('pre').first().innerText();
	expect(base).toMatch(
		/^"@method": PATCH\n"@authority": 127\.0\.0\.1:\d+\n"@path": \/v1\/simulator\/cards\//,
	);
	expect(await page.locator('body').innerText()).toMatch(/Bearer .{6}… \(\d+ characters, cut\)/);
});

on('deliveries: attempts, payload, and once more by a button', async () => {
	const receiver = await startReceiver();
	await page.goto(`${origin}/page/connect`);
	await page.getByRole('heading', { name: 'Connect' }).waitFor();
	expect(await page.getByRole('textbox', { name: 'Private Key' }).inputValue()).toMatch(
		/^-----BEGIN EC PRIVATE KEY-----\n[^]+-----END EC PRIVATE KEY-----\n?$/,
	);
	const { call } = await client();
	await call('PUT', '/webhooks', { callbackUrl: receiver.url, types: ['card.updated'] });
	await page.goto(`${origin}/page/webhooks`);
	await page.getByLabel('A sample of').selectOption('card.updated');
	await press(/^Send to every/);
	await receiver.waitFor(1);
	await reload();
	await page.getByRole('link', { name: 'card.updated' }).first().click();
	expect(JSON.parse(await page.locator('pre').innerText())).toMatchObject(
		receiver.received[0]?.json ?? {},
	);
	await press(/^Send again/);
	await receiver.waitFor(2);
	await reload();
	expect(await page.getByRole('region', { name: 'Attempts' }).getByRole('row').count()).toBe(3);
	await receiver.close();
});

on('faults and the clock', async () => {
	await page.goto(`${origin}/page/controls`);
	await page.getByLabel('Kind').selectOption('status');
	await page.getByLabel('Path').fill('/chains$');
	await press('Switch on');
	await said('status waits for the next matching call.');
	const { call } = await client();
	expect((await call('GET', '/chains')).status).toBe(503);
	const before = await page.locator('header time').getAttribute('datetime');
	await press('Forward 1 month');
	await said('The clock is moved.');
	const after = await page.locator('header time').getAttribute('datetime');
	expect(Date.parse(after ?? '') - Date.parse(before ?? '')).toBeGreaterThan(27 * 86_400_000);
	await press('Back to this machine');
	await said('this machine’s');
});

on('a customer, verified, gets an account', async () => {
	await page.goto(`${origin}/page/customers`);
	await page.getByLabel('Your own ID').fill('person <b>1</b>');
	await press('Create customer');
	await said('sign the challenge');
	const row = page.getByRole('row', { name: /person <b>1<\/b>/ }).first();
	await row.getByRole('button', { name: /^Sign challenge/ }).click();
	await said('The challenge is signed.');
	await page.reload();
	await row.getByRole('button', { name: /^Verify/ }).click();
	await said('verified');
	await row.getByRole('button', { name: /^New account/ }).click();
	await said('sign its challenge');
	await press(/^Sign challenge account/);
	await said('The challenge is signed.');
});

on('the API is described by a viewer that asks nobody else', async () => {
	await page.goto(`${origin}/docs`);
	await page
		.getByRole('button', { name: /\/cards\/.*deactivate/ })
		.first()
		.waitFor();
	expect(await page.locator('.opblock').count()).toBe(46);
	expect(await page.getByRole('button', { name: 'Try it out' }).count()).toBe(0);
	// Light or dark as the browser is, also where that changes.
	const ground = () =>
		page.evaluate("getComputedStyle(document.querySelector('#viewer .swagger-ui')).color");
	const light = await ground();
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.locator('html.dark-mode').waitFor({ state: 'attached' });
	expect([light, await ground()]).toEqual(['rgb(59, 65, 81)', 'rgb(228, 230, 230)']);
	await page.emulateMedia({ colorScheme: 'light' });
});

on('by keyboard: to the content, and through the navigation', async () => {
	await page.goto(`${origin}/page/cards`);
	await page.keyboard.press('Tab');
	expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	expect(await page.evaluate('document.activeElement.name')).toBe('account');
	// Whatever can be pressed or filled in has a name.
	for (const path of [
		'/',
		'/page/cards',
		'/page/customers',
		'/page/payments',
		'/page/webhooks',
		'/page/controls',
		'/page/connect',
	]) {
		await page.goto(origin + path);
		const nameless = await page.evaluate(
			`[...document.querySelectorAll('button, a, select, textarea, input:not([type=hidden])')].filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length)).map((one) => one.outerHTML)`,
		);
		expect([path, nameless]).toEqual([path, []]);
	}
});

on('dark, and narrow', async () => {
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.goto(`${origin}/`);
	const back = await page.evaluate('getComputedStyle(document.body).backgroundColor');
	expect(back).toBe('rgb(20, 22, 26)');
	await picture('sandbox-dark');
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 380, height: 760 });
	for (const path of ['/', '/page/cards', '/page/customers', '/page/controls', '/page/connect']) {
		await page.goto(origin + path);
		// Tables scroll by themselves; the page does not.
		expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
			path,
			380,
		]);
	}
	await page.setViewportSize({ width: 1200, height: 760 });
});

/** Signed calls, by the library that a builder would use. */
async function client() {
	const { Client } = await import('../../sandbox/client/client.mts');
	const { loopback } = await import('../../sandbox/client/transports.mts');
	const one = new Client(loopback(origin));
	return { call: (method: string, path: string, body?: unknown) => one.call(method, path, body) };
}
