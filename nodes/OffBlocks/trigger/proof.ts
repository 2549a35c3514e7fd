import type { IWebhookFunctions } from 'n8n-workflow';
import type { DeliveryRequest } from './delivery';
import { refused, verifyDelivery, type Proof, type VerificationKey } from './deliverySignature';
import { knownKeys, renewKeys } from './keyRing';
import { receivedSignatures, type ReceivedSignature } from './receivedSignatures';
import { Refusal, retryLater } from './Refusal';
import type { KnownSubscription } from './subscriptionLookup';
import type { TriggerOptions } from './triggerOptions';
import { parseVerificationKey } from '../signing';
import { webhookPublicKey } from './webhookPublicKey';

interface Delivered {
	request: DeliveryRequest;
	body: Buffer;
	subscription: KnownSubscription;
	options: TriggerOptions;
}

/**
 * What a delivery proves by its signature. Without one, and without a key to check it with, that is nothing:
 * then the URL's token and a look at the API decide.
 *
 * @throws {Refusal} 401 for a signature that does not hold, and for none where one is required; 503 where
 * that cannot be told
 */
export async function proofOf(context: IWebhookFunctions, delivered: Delivered): Promise<Proof> {
	const { requireSignature } = delivered.options;
	const signatures = receivedSignatures(delivered.request);
	const proof = signatures ? await signedProof(context, delivered, signatures) : 'nothing';
	if (proof === 'nothing' && requireSignature) {
		throw new Refusal(401, 'The delivery is not signed, and a signature is required.');
	}
	return proof;
}

async function signedProof(
	context: IWebhookFunctions,
	delivered: Delivered,
	signatures: ReceivedSignature[],
): Promise<Proof> {
	const { request, body, subscription, options } = delivered;
	const verify = (keys: readonly VerificationKey[]) =>
		verifyDelivery(request, body, signatures, {
			keys,
			maxAge: options.signatureMaxAge,
			url: subscription.url,
		});

	const own = await webhookPublicKey(context);
	if (own) {
		const verified = await verify([{ key: usableKey(own) }]);
		if ('problem' in verified) throw refused(verified.problem);
		return verified.proof;
	}
	const known = knownKeys(context, subscription.key);
	const verified = await verify(known.keys);
	if ('proof' in verified) return verified.proof;
	const isForeign = ({ keyId }: ReceivedSignature) => !known.ids.has(keyId ?? '');
	if (known.keys.length && !signatures.some(isForeign)) throw refused(verified.problem);
	return await renewedProof(context, delivered, verify, known.keys.length > 0);
}

/** Signed with a key that is not known here: OffBlocks may have another one by now. */
async function renewedProof(
	context: IWebhookFunctions,
	{ subscription, options }: Delivered,
	verify: (keys: readonly VerificationKey[]) => ReturnType<typeof verifyDelivery>,
	wasKnown: boolean,
): Promise<Proof> {
	try {
		const exists = await renewKeys(context);
		if (!exists && !wasKnown) return 'nothing';
	} catch (error) {
		if (!wasKnown && !options.requireSignature) return 'nothing';
		throw retryLater('The signature could not be checked. Send the event again.', error);
	}
	const verified = await verify(knownKeys(context, subscription.key).keys);
	if ('problem' in verified) throw refused(verified.problem);
	return verified.proof;
}

function usableKey(publicKey: string): VerificationKey['key'] {
	try {
		return parseVerificationKey(publicKey);
	} catch (error) {
		// The mistake is on this side, and corrected it lets the event through.
		throw retryLater('The webhook public key of the credential cannot be used.', error);
	}
}
