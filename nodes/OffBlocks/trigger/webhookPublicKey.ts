import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

/** How long a changed credential may go unnoticed. */
const FRESH_MS = 5_000;

/** Nodes whose key is remembered. */
const LIMIT = 1_000;

interface Known {
	until: number;
	/** PEM, '' where deliveries need no signature. */
	publicKey: string;
}

const known = new Map<string, Known>();

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
	const node = context.getNode();
	const credential = node.credentials?.offBlocksApi?.id;
	const key = [context.getWorkflow().id, node.id, credential].join('/');
	const found = known.get(key);
	if (found && now < found.until) return found.publicKey;
	const data = await context.getCredentials<ICredentialDataDecryptedObject>('offBlocksApi');
	const publicKey = String(data.webhookPublicKey ?? '').trim();
	if (known.size >= LIMIT) known.clear();
	known.set(key, { until: now + FRESH_MS, publicKey });
	return publicKey;
}
