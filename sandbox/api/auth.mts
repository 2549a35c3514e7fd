import { readPublicKey } from '../auth/signing-key.mts';
import { badRequest } from '../http/errors.mts';
import { type Call, noContent, ok, type Operation } from './operation.mts';

interface Credentials {
	apiKey: string;
	apiSecret: string;
}

interface SigningKey {
	signingKeyId: string;
	/** base64 of the PEM. */
	signingKey: string;
}

const createToken: Operation = async (call) => {
	const { apiKey, apiSecret } = (call as Call<Credentials>).body;
	return ok({ ...(await call.sandbox.tokens.issue(apiKey, apiSecret)), tokenType: 'Bearer' });
};

const replaceCredentials: Operation = (call) => {
	const { apiKey, apiSecret } = (call as Call<Credentials>).body;
	const { meta } = call.sandbox.store;
	meta.credentials = { apiKey, apiSecret };
	meta.voidTokens();
	return noContent();
};

const removeCredentials: Operation = (call) => {
	const { apiKey } = (call as Call<Pick<Credentials, 'apiKey'>>).body;
	const { meta } = call.sandbox.store;
	if (apiKey.toLowerCase() !== meta.credentials?.apiKey.toLowerCase()) {
		throw badRequest(`API key ${apiKey} is not the one in use.`, 'unknown_api_key', 'apiKey');
	}
	meta.credentials = undefined;
	meta.voidTokens();
	return noContent();
};

/** Adds a key, or replaces the one of this id; the others stay. */
const replaceSigningKey: Operation = (call) => {
	const { signingKeyId, signingKey } = (call as Call<SigningKey>).body;
	call.sandbox.store.meta.putSigningKey(signingKeyId, readPublicKey(signingKey));
	return noContent();
};

const removeSigningKey: Operation = (call) => {
	const { signingKeyId } = (call as Call<Pick<SigningKey, 'signingKeyId'>>).body;
	// The contract lists no 404 here.
	if (!call.sandbox.store.meta.removeSigningKey(signingKeyId)) {
		const sentence = `Signing key ${signingKeyId} is not registered.`;
		throw badRequest(sentence, 'unknown_signing_key', 'signingKeyId');
	}
	return noContent();
};

/** The key that deliveries are signed with: base64 of its PEM, as keys go the other way. */
const getVerificationKey: Operation = ({ sandbox }) => {
	const { keyId, publicKey } = sandbox.store.meta.webhookKey;
	return ok({ keyId, key: Buffer.from(publicKey).toString('base64') });
};

export const authOperations: Record<string, Operation> = {
	createToken,
	replaceCredentials,
	removeCredentials,
	replaceSigningKey,
	removeSigningKey,
	getVerificationKey,
};
