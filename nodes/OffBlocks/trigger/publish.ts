import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import type { StoredKey } from './subscriptionStore';
import { readOptions, type TriggerOptions } from './triggerOptions';
import { parseVerificationKey } from '../signing';
import { fetchVerificationKey } from './verificationKey';
import { readWebhookPublicKey } from './webhookPublicKey';

/** The node's options. @throws {NodeOperationError} where they can only lose events, naming all that is wrong */
export function assertUsable(context: IHookFunctions): TriggerOptions {
	const { options, problems } = readOptions(context);
	if (!problems.length) return options;
	throw new NodeOperationError(context.getNode(), problems.join('. '), {
		description: 'Nothing was sent to OffBlocks. Correct this and publish the workflow again.',
	});
}

/**
 * Whether the credential has a *Webhook Public Key*. One that cannot be used is refused now, where somebody
 * sees it, and not at each delivery.
 *
 * @throws {NodeOperationError}
 */
export async function hasOwnKey(context: IHookFunctions): Promise<boolean> {
	const publicKey = await readWebhookPublicKey(context);
	if (!publicKey) return false;
	try {
		parseVerificationKey(publicKey);
		return true;
	} catch (error) {
		throw new NodeOperationError(
			context.getNode(),
			`Webhook Public Key of the credential cannot be used. ${(error as Error).message}`,
			{
				description:
					'Correct it, or leave it empty: the key is then fetched from OffBlocks. Then publish the workflow again.',
			},
		);
	}
}

/**
 * The key that OffBlocks signs deliveries with; the known one where OffBlocks cannot be asked. Where there is
 * none to be had, deliveries go by the URL's token and a look at the API: no reason not to publish, but one
 * to say so.
 */
export async function verificationKey(
	context: IHookFunctions,
	known: StoredKey | undefined,
): Promise<StoredKey | undefined> {
	try {
		const key = await fetchVerificationKey(context);
		if (!key) warn(context, 'OffBlocks has none (404)');
		return key;
	} catch (error) {
		if (!known) warn(context, (error as Error).message);
		return known;
	}
}

function warn(context: IHookFunctions, why: string): void {
	context.logger.warn(
		`OffBlocks Trigger (workflow ${context.getWorkflow().id}, node "${context.getNode().name}") has no key to check the signatures of deliveries with: ${why}. Until it has one, deliveries are judged by the URL's token and what OffBlocks says when asked`,
	);
}
