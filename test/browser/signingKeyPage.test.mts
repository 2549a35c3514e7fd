// docs/signing-key.html, opened as a file: the pair it makes is one that the credential signs with and the sandbox accepts.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { joinBrowser } from '../../demo/browser.mts';
import { root } from '../../tools/setup/places.mjs';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { SigningClient } from '../support/client.mts';
import { sharedChromium } from '../support/shared/share.mts';

const PAGE = pathToFileURL(join(root, 'docs', 'signing-key.html')).href;

let browser: Browser;
let api: OffBlocks;
beforeAll(async () => {
	const [{ endpoint }, started] = await Promise.all([sharedChromium(), startOffBlocks()]);
	api = started;
	browser = await joinBrowser(endpoint);
});
afterAll(async () => {
	await browser.close();
	await api.sandbox.stop();
});

it('makes a pair that works, and asks nobody for anything', async () => {
	const page = await browser.newPage();
	const requests: string[] = [];
	page.on('request', (request) => requests.push(request.url()));
	await page.goto(PAGE);
	await page.getByRole('button', { name: 'Make a key pair' }).click();
	await page.getByText('Your key pair is ready').waitFor();
	const valueOf = async (id: string) => await page.locator(`#${id}`).inputValue();
	const [keyId, privateKey, publicKey, registration] = await Promise.all(
		['keyId', 'privateKey', 'publicKey', 'registration'].map(valueOf),
	);
	expect(requests).toEqual([PAGE]);
	const key = createPrivateKey(privateKey);
	expect(key.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
	expect(createPublicKey(key).export({ type: 'spki', format: 'pem' })).toBe(publicKey);

	const token = await new SigningClient(api.sandbox.info).token();
	const answer = await fetch(`${api.sandbox.info.baseUrl}/auth/signing`, {
		method: 'PUT',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: registration,
	});
	expect([answer.status, await answer.text()]).toEqual([204, '']);
	const { error } = await runNode(
		{ resource: 'card', operation: 'getAll' },
		{ credentials: api.credentials({ keyId, privateKey }) },
	);
	expect(error).toBeUndefined();

	await page.getByRole('button', { name: 'Clear this page' }).click();
	expect(await page.locator('#privateKey').inputValue()).toBe('');
	await page.close();
});

it('is served by the sandbox, too', async () => {
	const page = await browser.newPage();
	await page.goto(`${api.sandbox.info.adminUrl}/signing-key`);
	await page.getByRole('button', { name: 'Make a key pair' }).click();
	await page.getByText('Your key pair is ready').waitFor();
	await page.close();
});

it('makes another pair each time', async () => {
	const page = await browser.newPage();
	await page.goto(PAGE);
	const made = new Set<string>();
	for (let i = 0; i < 3; i++) {
		await page.getByRole('button', { name: 'Make a key pair' }).click();
		await page.getByText('Your key pair is ready').waitFor();
		await page.waitForFunction(
			`document.getElementById('privateKey').value !== ${JSON.stringify([...made].at(-1) ?? '')}`,
		);
		made.add(await page.locator('#privateKey').inputValue());
	}
	expect(made.size).toBe(3);
	await page.close();
});
