import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { checkIfTest, rememberSender, TEST_HEADER, TEST_PATH } from './request/check';
import { credentialFields } from './request/credentialFields';
import { learnClock, noteSigned } from './request/learnClock';
import { renewToken } from './request/session';
import { signRequest } from './request/sign';

/**
 * Holds the way to a JWT and the signing key, and signs every request that n8n sends with it: those of
 * the OffBlocks nodes and those of the HTTP Request node alike.
 */
export class OffBlocksApi implements ICredentialType {
	name = 'offBlocksApi';

	displayName = 'OffBlocks API';

	icon: Icon = { light: 'file:../icons/offblocks.svg', dark: 'file:../icons/offblocks.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-offblocks/n8n-nodes-offblocks#credential';

	properties: INodeProperties[] = credentialFields;

	test: ICredentialTestRequest = {
		request: { url: TEST_PATH, headers: { [TEST_HEADER]: 'true' } },
		rules: [
			// Shown only where `checkIfTest` could not say more, e.g. in an n8n that works otherwise.
			...[400, 401].map((value) => ({
				type: 'responseCode' as const,
				properties: {
					value,
					message:
						'OffBlocks refused the signed request. Key ID must be registered in the chosen environment with the public key that belongs to this private key. If it is not, run the OffBlocks node with this credential: Signing Key → Register (or call PUT /auth/signing). An access token may also have expired.',
				},
			})),
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'Something answered, but not the OffBlocks API (404). Check the environment or the Base URL, e.g. https://api.offblocks.xyz/v1',
				},
			},
		],
	};

	/** Called by n8n while `sessionToken` is empty, and once after a 401. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const isTest = rememberSender(credentials, this);
		if (credentials.authentication !== 'accessToken') {
			return { sessionToken: await renewToken(this, credentials) };
		}
		// Anything but {} has n8n send the refused request once more.
		return isTest || (await learnClock(this, credentials)) ? { sessionToken: '' } : {};
	}

	/**
	 * Called by n8n right before each send; see `signRequest`. An own property and no method: n8n lists credential
	 * types by a copy of their own properties, and offers only those with `authenticate` in the HTTP Request node.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		await checkIfTest(credentials, requestOptions);
		noteSigned(credentials);
		return await signRequest(credentials, requestOptions);
	};
}
