import type { IDataObject } from 'n8n-workflow';
import type { ApiError, FailureKind } from '../../api/ApiError';
import type { Expected } from '../../api/types';
import { isObject } from '../../engine/answers';
import type { Read, TaskOperation } from '../../engine/Operation';
import { toItem } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { ownKey } from './ownKey';

/** The shortest answer among the signed calls. */
const SIGNED_CALL = {
	method: 'GET',
	path: '/webhooks',
	expects: { what: 'a list of webhooks', isList: true },
} as const;

/** The refusals of a signed call in which the key can have a part. */
const OF_THE_KEY: readonly FailureKind[] = [
	'signatureRefused',
	'notAuthorised',
	'refused',
	'forbidden',
];

/** Nothing, or what the contract does not name and is no error. */
const REGISTERED: Expected = {
	what: 'the registration of the key',
	mayBeEmpty: true,
	fits: (answer) => !('error' in answer || 'errors' in answer || 'message' in answer),
};

/**
 * `PUT /auth/signing`, which the credential sends unsigned, so that it works before the key is known; then one
 * signed call. There is no idempotency key below `/auth` (vendor's OpenAPI): sent twice, it registers the same.
 */
export const registerKey: TaskOperation = {
	kind: 'task',
	option: {
		name: 'Register',
		value: 'register',
		action: 'Register the signing key of the credential',
		description:
			"Register the credential's own key with OffBlocks, under the credential's Key ID, and test it with one signed call",
	},
	fields: [
		{
			displayName:
				"Sends the public key that belongs to the credential's Private Key to OffBlocks, under the credential's Key ID. The private key stays in n8n. Run this once per credential. Until then the credential test fails, because OffBlocks does not know the key.",
			name: 'registerNotice',
			type: 'notice',
			default: '',
		},
		readOptions,
	],
	subtitle: 'register: signing key',
	tool: "Registers the signing key of this node's credential with OffBlocks and tests it. Needs no input. Do it only when asked to.",
	risk: 'create',
	prepare() {
		return {
			// One credential, one key: items do not race each other.
			orderKey: 'signingKey',
			async run({ context, itemIndex, read }) {
				const { keyId, publicKey } = await ownKey(context, itemIndex);
				const answer = await read({
					method: 'PUT',
					path: '/auth/signing',
					body: { signingKeyId: keyId, signingKey: publicKey },
					expects: REGISTERED,
				});
				await tryOut(keyId, read);
				const item: IDataObject = { keyId, registered: true, works: true };
				// The contract says 204. Its prose says that an id is returned: then it is not kept from anybody.
				if (isObject(answer) && Object.keys(answer).length) item.answer = answer;
				return [[toItem(itemIndex)(item)]];
			},
		};
	},
};

/** @throws {ApiError} that says that the key is registered, and why the signed call failed */
async function tryOut(keyId: string, read: Read): Promise<void> {
	try {
		await read(SIGNED_CALL);
	} catch (thrown) {
		const error = thrown as ApiError;
		if (error.kind === 'cancelled' || error.kind === 'notSent') throw error;
		const refused = OF_THE_KEY.includes(error.kind);
		throw error.with({
			message: refused
				? `The key is registered, but a signed call was refused: ${error.message}`
				: `The key is registered, but it could not be tested: ${error.message}`,
			details: { keyId },
		});
	}
}
