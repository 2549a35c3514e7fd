// Which part of a credential a refusal is blamed on, by what is answered when one part is exchanged.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { explainRefusal } from '../../../credentials/request/explainRefusal.ts';
import type { Answer } from '../../../credentials/request/send.ts';

const answer = (statusCode: number, message: string): Answer => ({
	statusCode,
	headers: {},
	body: { message },
});
const REFUSED = answer(400, 'invalid required signature');
const OTHER = answer(400, 'no such key');

/** @param like which exchanges are answered as the refused call was */
async function said(like: string[], more: ICredentialDataDecryptedObject = {}, refused = REFUSED) {
	const credentials = {
		environment: 'production',
		keyId: 'key-7',
		authentication: 'apiKey',
		...more,
	};
	const ask = async (change: ICredentialDataDecryptedObject = {}) =>
		like.includes(Object.keys(change)[0]) ? refused : OTHER;
	return (await explainRefusal(credentials, refused, ask, [])).message;
}

const FINE = 'Your API key and secret are fine; the signing key is the cause. ';
const PERHAPS = 'If the access token has not expired, the signing key is the cause. ';

describe.each([
	['apiKey', FINE],
	['accessToken', PERHAPS],
])('%s', (authentication, words) => {
	it.each<[string, string[], Answer, string]>([
		[
			'another private key does no better: this one is not the one of the id',
			['privateKey'],
			REFUSED,
			'Private Key does not belong to this Key ID (400: invalid required signature)',
		],
		[
			'another id does no better, and the words speak of one that is unknown',
			['keyId'],
			answer(400, 'unknown key'),
			'OffBlocks does not know the Key ID (400: unknown key)',
		],
		[
			'nothing tells which',
			['keyId'],
			REFUSED,
			'OffBlocks refused the signed request (400: invalid required signature)',
		],
	])('%s', async (_, like, refused, headline) => {
		const message = await said(like, { authentication }, refused);
		expect(message).toContain(headline);
		expect(message).toContain(words);
		expect(message).toContain('key-7');
	});
});

it.each([
	[true, true],
	[false, false],
	['true', false],
	[undefined, false],
])('advanced settings %j are suspected: %s', async (advancedSignature, suspected) => {
	const message = await said(['keyId'], { advancedSignature } as ICredentialDataDecryptedObject);
	expect(message.includes('switch off Advanced Signature Settings')).toBe(suspected);
});

it('of an access token that another one does no worse than, the token is the cause', async () => {
	const message = await said(['accessToken'], { authentication: 'accessToken' });
	expect(message).toMatch(/^OffBlocks refused the access token \(400: /);
});

it('numbers in the words may differ from call to call', async () => {
	const refused = answer(400, 'invalid signature, request 1f-2');
	const ask = async () => answer(400, 'invalid signature, request 77-ab9');
	const given = { environment: 'production', keyId: 'key-7', authentication: 'accessToken' };
	expect((await explainRefusal(given, refused, ask, [])).message).toMatch(
		/^OffBlocks refused the access token/,
	);
});
