import type { IAdditionalCredentialOptions, ICredentialDataDecryptedObject } from 'n8n-workflow';

/** n8n's name for our credential's type. */
export const CREDENTIAL = 'offBlocksApi';

/** For so many milliseconds a credential counts as unchanged. */
const FRESH_MS = 1_000;

/** What of a context of n8n's is used. */
export interface CredentialHolder {
	getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
}

interface Reading {
	at: number;
	values: Promise<ICredentialDataDecryptedObject>;
	/** The session that was stored, once that is known. */
	session?: unknown;
}

// By the context of a run, and gone with it.
const readings = new WeakMap<CredentialHolder, Reading>();

/**
 * The credential's values for one request. Where they are not handed over, n8n reads and decrypts the credential for
 * each request, which takes more of its thread than all that this package does for one.
 *
 * @returns undefined where n8n has to say by itself what is wrong with the credential
 */
export async function credentialFor(
	caller: CredentialHolder,
	now = Date.now(),
): Promise<IAdditionalCredentialOptions | undefined> {
	const known = readings.get(caller);
	const isFresh = known !== undefined && now - known.at < FRESH_MS;
	try {
		const reading: Reading = isFresh
			? known
			: { at: now, values: caller.getCredentials(CREDENTIAL) };
		readings.set(caller, reading);
		// A copy: n8n writes a new session into it, and the credential tells requests apart by the object.
		const data = { ...(await reading.values) };
		reading.session = data.sessionToken;
		return { credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data } };
	} catch {
		readings.delete(caller);
		return undefined;
	}
}

/** To be called when a request has ended: where n8n logged in for it, the next one begins with the new session. */
export function noteSession(
	caller: CredentialHolder,
	given: IAdditionalCredentialOptions | undefined,
): void {
	const { sessionToken } = given?.credentialsDecrypted?.data ?? {};
	if (given && readings.get(caller)?.session !== sessionToken) readings.delete(caller);
}
