import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { apiWords } from '../../nodes/OffBlocks/shared/errorWords';
import { clockWords, originOf } from './clock';
import { CredentialError } from './CredentialError';
import { pasted } from '../../nodes/OffBlocks/shared/pasted';
import { answered } from './refusals';
import type { Answer } from './send';

/** Sends the test's call with some values of the credential replaced. */
type Ask = (change?: ICredentialDataDecryptedObject) => Promise<Answer>;

/** What a person does in n8n about a key that OffBlocks does not know yet. */
const REGISTER =
	'save this credential and run the OffBlocks node with it: Signing Key → Register (or call PUT /auth/signing)';

/** How an answer may say it; looked for only where comparing answers does not tell. */
const OF_A_TOKEN = /\b(token|bearer|jwt|expired)\b/i;
const OF_AN_UNKNOWN_KEY = /\b(unknown|unregistered|no such|not (known|found|registered))\b/i;

/**
 * Why OffBlocks refused the signed call of a credential test. How it answers an unknown key id, another's key or a
 * token that has run out is not published, and may be one text for all. So it is asked: the same call with a key id, a
 * key and a token made up shows how it answers those, and the refusal is compared with them.
 *
 * @param refused the 4xx answer to the call as the credential makes it
 */
export async function explainRefusal(
	credentials: ICredentialDataDecryptedObject,
	refused: Answer,
	ask: Ask,
	secrets: readonly string[],
): Promise<CredentialError> {
	const keyId = pasted(credentials.keyId);
	const said = answered(refused, secrets);
	const words = apiWords(refused.body) ?? '';
	const isLike = (other: Answer) => shapeOf(other) === shapeOf(refused);

	if (credentials.authentication === 'accessToken') {
		const wrongToken = await ask({ accessToken: randomUUID() });
		const ofToken = OF_A_TOKEN.test(words) && !/signature/i.test(words);
		if (isLike(wrongToken) || (ofToken && refused.statusCode === 401)) {
			return new CredentialError(
				`OffBlocks refused the access token ${said}`,
				'It has expired, or belongs to another environment. Fetch a new one (POST /auth/token), or switch Authentication to API Key and Secret, which renews it.',
			);
		}
	}
	const idIsKnown = !isLike(await ask({ keyId: randomUUID() }));
	if (idIsKnown && isLike(await ask({ privateKey: madeUpKey() }))) {
		return new CredentialError(
			`Private Key does not belong to this Key ID ${said}`,
			`${fine(credentials)}Another public key is registered as ${keyId}. Enter the private key that belongs to it, or enter a new UUID as Key ID and ${REGISTER}.`,
		);
	}
	if (!idIsKnown && OF_AN_UNKNOWN_KEY.test(words)) {
		return new CredentialError(
			`OffBlocks does not know the Key ID ${said}`,
			`${fine(credentials)}No key is registered as ${keyId} in the chosen environment. Enter the Key ID that you registered, or ${REGISTER}.`,
		);
	}
	return new CredentialError(
		`OffBlocks refused the signed request ${said}`,
		`${fine(credentials)}Key ID ${keyId} must be registered in the chosen environment with the public key that belongs to this private key. If it is not, ${REGISTER}. ${clockWords(originOf(credentials))}${advanced(credentials)}`,
	);
}

function fine({ authentication }: ICredentialDataDecryptedObject): string {
	return authentication === 'accessToken'
		? 'If the access token has not expired, the signing key is the cause. '
		: 'Your API key and secret are fine; the signing key is the cause. ';
}

function advanced({ advancedSignature }: ICredentialDataDecryptedObject): string {
	return advancedSignature === true
		? ' If so, switch off Advanced Signature Settings: OffBlocks may not accept the changed signature.'
		: '';
}

/** Status and words, without what differs from call to call. */
function shapeOf({ statusCode, body }: Answer): string {
	const words = apiWords(body) ?? '';
	return `${statusCode} ${words.replace(/[\w-]+/g, (word) => (/\d/.test(word) ? '#' : word))}`;
}

function madeUpKey(): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
