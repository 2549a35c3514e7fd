import type { IExecuteFunctions } from 'n8n-workflow';
import { ApiError } from '../../api/ApiError';
import { pasted } from '../../shared/pasted';
import { isUuid } from '../../shared/uuid';
import { publicKeyPem } from '../../signing';

/** The key that the node's credential signs with: its id, and the half of it that may be shown. */
export interface OwnKey {
	keyId: string;
	/** Base64 of the PEM, as `PUT /auth/signing` takes it. */
	publicKey: string;
}

/** The Key ID of the node's credential as requests name it; empty where it has none. */
export async function ownKeyId(context: IExecuteFunctions, itemIndex: number): Promise<string> {
	return pasted((await context.getCredentials('offBlocksApi', itemIndex)).keyId);
}

/** @throws {ApiError} where the credential has no Key ID that can be registered, or no usable Private Key */
export async function ownKey(context: IExecuteFunctions, itemIndex: number): Promise<OwnKey> {
	const { privateKey } = await context.getCredentials('offBlocksApi', itemIndex);
	const keyId = await ownKeyId(context, itemIndex);
	if (!isUuid(keyId)) {
		throw new ApiError(
			'credential',
			'The Key ID of the OffBlocks credential is not a UUID',
			{},
			{
				advice:
					'Nothing was sent. Enter any UUID as the Key ID in the credential, e.g. the one signing-key.html made with the key. Save the credential even though its test fails, and run the node again.',
			},
		);
	}
	return { keyId, publicKey: Buffer.from(publicHalf(privateKey)).toString('base64') };
}

function publicHalf(privateKey: unknown): string {
	let problem: string;
	try {
		return publicKeyPem(String(privateKey ?? ''));
	} catch (error) {
		// Its words say what the text is instead of a key, and show none of it.
		problem = (error as Error).message;
	}
	throw new ApiError('credential', problem);
}
