import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { clockDifference } from '../../nodes/OffBlocks/shared/serverClock';
import { resolveBaseUrl } from './baseUrl';
import { explainsRefusal, originOf } from './clock';
import { send } from './send';

// The objects of decrypted values that a request was signed with.
const signed = new WeakSet<ICredentialDataDecryptedObject>();

/** Called from `authenticate`. */
export function noteSigned(credentials: ICredentialDataDecryptedObject): void {
	signed.add(credentials);
}

/**
 * With an access token there is no log-in to hear the server's time from. So it is asked for once a signed request was
 * refused, which n8n shows by calling `preAuthentication` again with the same values: any answer has a date, also one
 * that refuses an unsigned call.
 *
 * @returns whether the time can have been why, so that signing anew is worth a try
 */
export async function learnClock(
	http: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<boolean> {
	if (!signed.has(credentials)) return false;
	const origin = originOf(credentials);
	const assumed = clockDifference(origin);
	const url = `${resolveBaseUrl(credentials)}/webhooks`;
	// Where there is no answer, the refusal of the request itself is what the user should see.
	await send(http, { method: 'GET', url }).catch(() => undefined);
	return explainsRefusal(assumed, clockDifference(origin));
}
