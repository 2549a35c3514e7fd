// What a credential test says, without an n8n around it; test/e2e/credential has the same with one.
import { checkIfTest, TEST_HEADER } from '../../../credentials/request/check.ts';
import { explainRefusal } from '../../../credentials/request/explainRefusal.ts';
import { keyPair } from '../../support/webhookKeys.mts';

const { privateKey } = keyPair();
const test = () => ({ url: '/webhooks', headers: { [TEST_HEADER]: '1' } });

it('a Webhook Public Key that is none is named, and can be left out', async () => {
	const credentials = { environment: 'production', privateKey, webhookPublicKey: 'hello' };
	await expect(checkIfTest(credentials, test())).rejects.toThrow(
		/^Webhook Public Key cannot be used.*Leave the field empty/s,
	);
	// Without it the test goes on to the log-in.
	const without = { ...credentials, webhookPublicKey: ' ' };
	await expect(checkIfTest(without, test())).rejects.toThrow('begins with a log-in');
});

describe('a refusal that answers any token and key alike', () => {
	const refused = { statusCode: 401, headers: {}, body: { message: 'Unauthorized' } };
	const said = async (authentication: string) =>
		await explainRefusal(
			{ environment: 'production', authentication, keyId: 'key-7' },
			refused,
			async () => refused,
			[],
		);

	it("is blamed on a token of one's own", async () => {
		expect((await said('accessToken')).message).toMatch(
			/^OffBlocks refused the access token \(401/,
		);
	});

	it('is not where the token was fetched a moment ago', async () => {
		expect((await said('apiKey')).message).not.toContain('refused the access token');
	});
});
