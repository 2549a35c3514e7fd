import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import QuickLRU from 'quick-lru';
import { nodeKey } from './nodeKey';

/** How long a changed credential may go unnoticed. */
const FRESH_MS = 5_000;

interface Known {
	until: number;
	publicKey: string;
}

const known = new QuickLRU<string, Known>({ maxSize: 1_000 });

/**
 * The credential's webhook public key, '' where there is none. It is read anew after five seconds and not
 * for each delivery: n8n takes several milliseconds of its only thread to decrypt a credential.
 *
 * @throws where the credential cannot be read
 */
export async function webhookPublicKey(
	context: IWebhookFunctions,
	now = Date.now(),
): Promise<string> {
	const found = known.get(nodeKey(context));
	if (found && now < found.until) return found.publicKey;
	const publicKey = await readWebhookPublicKey(context);
	known.set(nodeKey(context), { until: now + FRESH_MS, publicKey });
	return publicKey;
}

/** The same as it is now. */
export async function readWebhookPublicKey(
	context: IHookFunctions | IWebhookFunctions,
): Promise<string> {
	const data = await context.getCredentials<ICredentialDataDecryptedObject>('offBlocksApi');
	return String(data.webhookPublicKey ?? '').trim();
}
