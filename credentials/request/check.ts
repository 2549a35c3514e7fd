import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { parsePrivateKey, parseVerificationKey } from '../../nodes/OffBlocks/signing';
import { clockDifference } from '../../nodes/OffBlocks/shared/serverClock';
import { isUuid } from '../../nodes/OffBlocks/shared/uuid';
import { resolveBaseUrl } from './baseUrl';
import { explainsRefusal, originOf } from './clock';
import { CredentialError } from './CredentialError';
import type { RequestOptions } from './outgoing';
import { pasted } from '../../nodes/OffBlocks/shared/pasted';
import { explainRefusal } from './explainRefusal';
import { foreign, notOffBlocks } from './refusals';
import { send, type Answer } from './send';
import { LogInFirst, storedSession } from './session';
import { signRequest } from './sign';

/** On n8n's test request alone; it is taken off before anything is sent. */
export const TEST_HEADER = 'x-offblocks-credential-test';

/** The shortest answer among the signed calls; the list of cards can be many megabytes. */
export const TEST_PATH = '/webhooks';

// n8n gives `authenticate` no way to send, and `preAuthentication` no sign that it is a test. It calls both with one
// object of decrypted values, which ties them together.
const senders = new WeakMap<ICredentialDataDecryptedObject, IHttpRequestHelper>();

/** Tests that wait for `preAuthentication`. */
const waiting = new WeakSet<ICredentialDataDecryptedObject>();

/**
 * Called from `preAuthentication`: what a test that follows may send with.
 *
 * @returns whether a test waits for just that
 */
export function rememberSender(
	credentials: ICredentialDataDecryptedObject,
	http: IHttpRequestHelper,
): boolean {
	senders.set(credentials, http);
	return waiting.delete(credentials);
}

/**
 * The part of a credential test that needs more than a status. For one that is not 2xx n8n's dialog shows the fixed
 * text of a rule, never what the API said; so the call that the test is about is made here as well, by code that can read the
 * answer and throw. It costs a test one call, and up to three more where it failed; a run and a log-in pay nothing.
 *
 * @throws {CredentialError | SignatureError} what is wrong, in words that the dialog shows whole
 * @throws {LogInFirst} where a session is stored, as the dialog has it once a credential was saved: n8n does not log in
 * then by itself, and the log-in is part of the test.
 */
export async function checkIfTest(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): Promise<void> {
	if (!options.headers || !(TEST_HEADER in options.headers)) return;
	checkFields(credentials);
	const http = senders.get(credentials);
	if (!http) {
		waiting.add(credentials);
		throw new LogInFirst('A credential test begins with a log-in');
	}
	delete options.headers[TEST_HEADER];

	const baseUrl = resolveBaseUrl(credentials);
	const origin = originOf(credentials);
	const secrets = secretsOf(credentials);
	const ask = async (change: ICredentialDataDecryptedObject = {}): Promise<Answer> => {
		const options = await signRequest({ ...credentials, ...change }, testCall());
		secrets.push(signatureIn(options));
		return await send(http, options);
	};
	const assumed = clockDifference(origin);
	let answer = await ask();
	// Without a log-in this answer is the first that is heard of the server's clock.
	if (!isAccepted(answer) && explainsRefusal(assumed, clockDifference(origin)))
		answer = await ask();
	if (isAccepted(answer) && Array.isArray(answer.body)) return;

	const other = notOffBlocks(answer, baseUrl, secrets);
	if (other) throw other;
	if (isAccepted(answer)) throw foreign(answer, baseUrl, secrets);
	throw await explainRefusal(credentials, answer, ask, secrets);
}

/** What can be seen without a call. */
function checkFields(credentials: ICredentialDataDecryptedObject): void {
	parsePrivateKey(String(credentials.privateKey ?? ''));
	const keyId = pasted(credentials.keyId);
	if (keyId && !isUuid(keyId)) {
		throw new CredentialError(
			'Key ID is not a UUID',
			'Enter the UUID that you chose when you registered the public key (PUT /auth/signing), e.g. 123e4567-e89b-42d3-a456-426614174000.',
		);
	}
	const publicKey = String(credentials.webhookPublicKey ?? '');
	if (!publicKey.trim()) return;
	try {
		parseVerificationKey(publicKey);
	} catch (error) {
		throw unusable(error as Error);
	}
}

function unusable({ message }: Error): CredentialError {
	return new CredentialError(
		'Webhook Public Key cannot be used',
		`${message} Leave the field empty to have the key fetched from OffBlocks.`,
	);
}

function testCall(): RequestOptions {
	return { method: 'GET', url: TEST_PATH, headers: { accept: 'application/json' } };
}

function signatureIn({ headers }: IHttpRequestOptions): string {
	const [, signature = ''] = /:(.+):/.exec(String(headers?.signature ?? '')) ?? [];
	return signature;
}

const isAccepted = ({ statusCode }: Answer) => statusCode >= 200 && statusCode < 300;

/** Whatever went out with the call and no message may show. */
function secretsOf(credentials: ICredentialDataDecryptedObject): string[] {
	const token =
		credentials.authentication === 'accessToken' ? '' : storedSession(credentials).token;
	return [token, pasted(credentials.accessToken), pasted(credentials.apiSecret)].filter(Boolean);
}
