import { readPublicKey } from '../auth/signing-key.mts';
import { type Call, noContent, ok, type Operation } from './operation.mts';

interface Credentials {
	apiKey: string;
	apiSecret: string;
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

const removeCredentials: Operation = ({ sandbox: { store } }) => {
	store.meta.credentials = undefined;
	store.meta.voidTokens();
	return noContent();
};

const replaceSigningKey: Operation = (call) => {
	const { publicKey } = (call as Call<{ publicKey: string }>).body;
	const key = readPublicKey(publicKey);
	call.sandbox.store.meta.signingKey = key;
	return ok({ keyId: key.keyId });
};

const removeSigningKey: Operation = ({ sandbox: { store } }) => {
	store.meta.signingKey = undefined;
	return noContent();
};

export const authOperations: Record<string, Operation> = {
	createToken,
	replaceCredentials,
	removeCredentials,
	replaceSigningKey,
	removeSigningKey,
};
