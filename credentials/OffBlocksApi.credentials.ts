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
import { credentialFields } from './request/credentialFields';
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
		// The shortest answer among the signed calls; the list of cards can be many megabytes.
		request: { url: '/webhooks' },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'OffBlocks refused the signed request (401). With API key and secret, those were accepted, so look at the signing key: Key ID must be the id of this very key, and its public half must be registered (PUT /auth/signing). With an access token of your own, it may also have expired.',
				},
			},
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

	/** Called by n8n while `sessionToken` is empty, in a credential test, and once after a 401. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		if (credentials.authentication === 'accessToken') return {};
		return { sessionToken: await renewToken(this, credentials) };
	}

	/** Called by n8n right before each send; see `signRequest`. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return await signRequest(credentials, requestOptions);
	}
}
