// A credential is made; what a person reads in the dialog of one that does not work, and where n8n offers one that does.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyPair } from '../support/webhookKeys.mts';
import { SigningClient } from '../support/client.mts';
import { CredentialForm } from './support/credentialForm.mts';
import { useEditor, type Editor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

type Fields = Record<
	'baseUrl' | 'apiKey' | 'apiSecret' | 'keyId' | 'privateKey' | 'webhookPublicKey',
	string
>;

const MAKE_KEY = 'openssl ecparam -name secp384r1 -genkey -noout -out offblocks-private.pem';
const CARD_OF_ELLA = 'd0000000-0000-4000-8000-000000000501';
const UNREACHABLE = 'http://127.0.0.1:9/v1';

/** One of its own: other test files have theirs in the same n8n. */
const CREDENTIAL = 'OffBlocks sandbox of the issuer';

const tests = useEditor({ credential: CREDENTIAL });
let stranger: Server;
let strangersUrl: string;

beforeAll(async () => {
	stranger = createServer((_, response) => response.writeHead(404).end('<h1>nginx</h1>'));
	stranger.listen(0, '127.0.0.1');
	await once(stranger, 'listening');
	strangersUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/v1`;
});
afterAll(() => stranger.close());

const rsaKey = () =>
	generateKeyPairSync('rsa', { modulusLength: 2048 })
		.privateKey.export({ type: 'pkcs8', format: 'pem' })
		.toString();
const p256Key = () =>
	generateKeyPairSync('ec', { namedCurve: 'P-256' })
		.privateKey.export({ type: 'pkcs8', format: 'pem' })
		.toString();

/** The form of a credential that was green once: as a person has it who changes something. */
class Dialog {
	readonly form: CredentialForm;

	readonly #right: Fields;

	#shown: Fields;

	private constructor(form: CredentialForm, right: Fields) {
		this.form = form;
		this.#right = right;
		this.#shown = right;
	}

	static async open(editor: Editor): Promise<Dialog> {
		const { baseUrl, apiKey, apiSecret, keyId, privateKey } = editor.sandbox.info;
		const right = { baseUrl, apiKey, apiSecret, keyId, privateKey, webhookPublicKey: '' };
		await editor.open(workflowOf(editor, 'A credential', { 'Get many cards': {} }));
		await NodeView.open(editor, 'Get many cards');
		const form = await CredentialForm.create(editor);
		await form.choose('environment', 'Custom');
		for (const [name, value] of Object.entries(right)) await form.fill(name, value);
		await form.save();
		await form.reopen();
		expect(await form.verdict()).toBe('Connection tested successfully');
		return new Dialog(form, right);
	}

	/** Changes some of the fields, puts back all others, and saves. */
	async saveWith(changes: Partial<Fields>): Promise<void> {
		const wanted = { ...this.#right, ...changes };
		for (const name of Object.keys(wanted) as Array<keyof Fields>) {
			if (wanted[name] !== this.#shown[name]) await this.form.fill(name, wanted[name]);
		}
		this.#shown = wanted;
		await this.form.save();
	}
}

tests.it(
	'makes a credential from a mangled key, tests it green, and says what is wrong when red',
	async (editor) => {
		const { info } = editor.sandbox;
		await editor.open(workflowOf(editor, 'Make a credential', { 'Get many cards': {} }));
		await NodeView.open(editor, 'Get many cards');
		const form = await CredentialForm.create(editor);
		await form.choose('environment', 'Custom');
		await form.fill('baseUrl', info.baseUrl);
		await form.fill('apiKey', info.apiKey);
		await form.fill('apiSecret', info.apiSecret);
		await form.fill('keyId', info.keyId);
		// As it comes out of a spreadsheet's cell: on one line, with blanks around and in between.
		await form.paste('privateKey', `  ${info.privateKey.replace(/\n/g, '  ')} `);
		await form.save();
		await form.reopen();
		expect(await form.verdict()).toBe('Connection tested successfully');
		await editor.picture('credential');

		await form.fill('apiSecret', 'not-the-secret-at-all');
		await form.save();
		await form.complains(/refused the API key or secret \(401/);

		await form.fill('apiSecret', info.apiSecret);
		await form.fill('privateKey', keyPair().privateKey);
		await form.save();
		await form.complains(
			/refused the signed request \(400: invalid required signature\).*Key ID .* must be registered/s,
		);
		await form.close();
	},
);

tests.it('the dialog says what is wrong with a key, a secret or an address', async (editor) => {
	const { privateKey, apiSecret } = editor.sandbox.info;
	const dialog = await Dialog.open(editor);
	const ofKey = (words: string) =>
		new RegExp(`^The private key must be an unencrypted PEM private key.*${words}`, 's');
	const cases: Array<[Partial<Fields>, RegExp]> = [
		[{ privateKey: privateKey.slice(0, 120) }, ofKey('This is truncated')],
		[
			{ privateKey: secretLines(privateKey).join('\n') },
			ofKey('This is a key without its BEGIN and END lines'),
		],
		[{ privateKey: keyPair().publicKey }, ofKey('This is a public key')],
		[{ privateKey: rsaKey() }, ofKey('This is a different kind of key \\(rsa\\)')],
		[{ privateKey: p256Key() }, ofKey('This is a key on the wrong curve')],
		[
			{ apiSecret: 'not-the-secret-at-all' },
			/^OffBlocks refused the API key or secret \(401: .*Check both/s,
		],
		[{ keyId: 'my key' }, /^Key ID is not a UUID\. Enter the UUID that you chose/],
		[
			{ baseUrl: UNREACHABLE },
			/^OffBlocks could not be reached at 127\.0\.0\.1:9\. Nothing accepts connections there\./,
		],
		[
			{ baseUrl: strangersUrl },
			/^Something other than the OffBlocks API answered \(404: nginx\)\. Check the environment or Base URL/,
		],
		// Otherwise each delivery would be answered with 503, and nobody would know.
		[
			{ webhookPublicKey: 'hello' },
			/^Webhook Public Key cannot be used\. .*not a key in PEM format.*Leave the field empty/s,
		],
	];
	for (const [changes, words] of cases) {
		await dialog.saveWith(changes);
		const said = await dialog.form.complains(words);
		if (changes.privateKey) expect(said).toContain(MAKE_KEY);
		for (const secret of [apiSecret, ...secretLines(privateKey), 'eyJ']) {
			expect(said.includes(secret)).toBe(false);
		}
	}
	await dialog.saveWith({});
	await dialog.form.toggle('advancedSignature');
	await dialog.form.fill('signatureLabel', 'Sig');
	await dialog.form.save();
	await dialog.form.complains(/^The signature label must begin with a lower-case letter/);
	await dialog.form.close();
});

/** Register a key of somebody else's, as its owner would. */
async function foreignKeyId({ sandbox }: Editor): Promise<string> {
	const signingKeyId = randomUUID();
	const signingKey = Buffer.from(keyPair().publicKey).toString('base64');
	const token = await new SigningClient(sandbox.info).token();
	const answer = await fetch(`${sandbox.info.baseUrl}/auth/signing`, {
		method: 'PUT',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ signingKeyId, signingKey }),
	});
	expect(answer.status).toBe(204);
	return signingKeyId;
}

tests.it(
	'the dialog says why a signature is refused, and whether it is the clock',
	async (editor) => {
		const settings = (change: object) => editor.sandbox.admin.put('/settings', change);
		const [unknown, foreign] = [randomUUID(), await foreignKeyId(editor)];
		const dialog = await Dialog.open(editor);
		const refusedAs = (keyId: string) =>
			new RegExp(
				`^OffBlocks refused the signed request \\(400: invalid required signature\\)\\. Your API key and secret are fine; the signing key is the cause\\. Key ID ${keyId} must be registered .* The clocks of this machine and OffBlocks agree\\.`,
				's',
			);
		for (const keyId of [unknown, foreign]) {
			await dialog.saveWith({ keyId });
			await dialog.form.complains(refusedAs(keyId));
		}

		await settings({ signatureRefusal: 'json401' });
		await dialog.saveWith({ keyId: unknown });
		await dialog.form.complains(
			new RegExp(
				`^OffBlocks does not know the Key ID \\(401.*No key is registered as ${unknown}`,
				's',
			),
		);
		await dialog.saveWith({ privateKey: keyPair().privateKey });
		await dialog.form.complains(
			new RegExp(
				`^Private Key does not belong to this Key ID \\(401.*Another public key is registered as ${editor.sandbox.info.keyId}`,
				's',
			),
		);
		// The sandbox names the key that did sign, where it is registered under another ID.
		await dialog.saveWith({ keyId: foreign });
		await dialog.form.complains(
			new RegExp(`^OffBlocks refused the signed request \\(401: .*and names ${foreign}`, 's'),
		);

		await settings({ signatureRefusal: 'text400', clockOffset: 600 });
		await dialog.saveWith({ privateKey: keyPair().privateKey });
		await dialog.form.complains(
			/^OffBlocks refused the signed request .*This machine's clock is (599|600|601) seconds behind OffBlocks' clock/s,
		);
		// A wrong clock alone is no fault: its difference is learned from the log-in.
		await dialog.saveWith({});
		expect(await dialog.form.verdict()).toBe('Connection tested successfully');
		await settings({ clockOffset: 0 });
		await dialog.form.close();
	},
);

tests.it(
	'is offered by the HTTP Request node, which calls what our node does not have',
	async (editor) => {
		await editor.open(
			workflowOf(editor, 'Other calls', { Cards: { operation: 'getAll', limit: 1 } }),
		);
		const ours = await NodeView.open(editor, 'Cards');
		expect(await ours.choices('operation')).toContain('Custom API Call');
		await ours.close();

		await editor.byId('node-creator-plus-button').click();
		await editor.byId('node-creator-search-bar').fill('http request');
		await editor
			.byId('node-creator-item-name')
			.filter({ hasText: /^\s*HTTP Request\s*$/ })
			.click();
		const view = await NodeView.opened(editor);
		await view.choose('authentication', 'Predefined Credential Type');
		const search = editor.byId('credential-select').locator('input');
		await search.click();
		await search.fill('offbl');
		const offered = editor.byId('credential-select-option').filter({ visible: true });
		await view.untilListed(offered, [/^OffBlocks API$/]);
		await editor.picture('http-request');
		await offered.click();
		await editor.byId('node-credentials-select').click();
		await editor.page.getByRole('option', { name: CREDENTIAL }).click();
		await view
			.parameter('url')
			.locator('input')
			.fill(`${editor.sandbox.info.baseUrl}/cards/${CARD_OF_ELLA}`);
		await view.execute();
		expect(await view.table()).toMatchObject([{ id: CARD_OF_ELLA, name: 'Ella Byrne' }]);
	},
);

const secretLines = (pem: string) =>
	pem.split('\n').filter((line) => line && !line.startsWith('-----'));
