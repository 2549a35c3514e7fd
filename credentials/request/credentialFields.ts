import type { INodeProperties } from 'n8n-workflow';
import { LOCAL_BASE_URL } from './baseUrl';
import { DEFAULT_COMPONENTS } from './coveredComponents';

const advanced = { show: { advancedSignature: [true] } };
const withKey = { show: { authentication: ['apiKey'] } };

/** What the credential's form shows. The names are stored in people's credentials: never rename one. */
export const credentialFields: INodeProperties[] = [
	{
		displayName: 'Environment',
		name: 'environment',
		type: 'options',
		options: [
			{ name: 'Production', value: 'production', description: 'https://api.offblocks.xyz/v1' },
			{
				name: 'Sandbox (OffBlocks)',
				value: 'sandbox',
				description:
					'https://api.sandbox.offblocks.xyz/v1, run by OffBlocks. Uses different keys from production.',
			},
			{
				name: 'Local Sandbox',
				value: 'local',
				description: "This package's own sandbox, on this machine (npm run sandbox)",
			},
			{ name: 'Custom', value: 'custom', description: 'Another address' },
		],
		default: 'production',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://api.offblocks.xyz/v1',
		description:
			'Address of the API, including the version. Must use https, except on this machine.',
		displayOptions: { show: { environment: ['custom'] } },
		required: true,
	},
	{
		displayName: 'Local Base URL',
		name: 'localBaseUrl',
		type: 'string',
		default: LOCAL_BASE_URL,
		description: 'The address the local sandbox prints when it starts',
		displayOptions: { show: { environment: ['local'] } },
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'API Key and Secret',
				value: 'apiKey',
				description: 'Fetches an access token and renews it when it expires',
			},
			{
				name: 'Access Token',
				value: 'accessToken',
				description: 'A JWT you supply. It expires and is not renewed.',
			},
		],
		default: 'apiKey',
	},
	{
		displayName: 'API Key',
		name: 'apiKey',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
		description: 'The UUID that OffBlocks gave you together with the secret',
		displayOptions: withKey,
		required: true,
	},
	{
		displayName: 'API Secret',
		name: 'apiSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The secret that belongs to this API key, in this environment',
		displayOptions: withKey,
		required: true,
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The JWT that POST /auth/token returned',
		displayOptions: { show: { authentication: ['accessToken'] } },
		required: true,
	},
	{
		displayName: 'Key ID',
		name: 'keyId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7f8a1f6e-5c1b-4c38-9a1f-0d6b8a3f2e11',
		description: 'The UUID you chose when you registered the public key (PUT /auth/signing)',
		required: true,
	},
	{
		displayName: 'Private Key',
		name: 'privateKey',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. -----BEGIN EC PRIVATE KEY-----',
		description:
			'The ECDSA P-384 key (PEM) that signs each request. Line breaks lost while pasting are not a problem. Make one with: openssl ecparam -name secp384r1 -genkey -noout -out offblocks-private.pem',
		required: true,
	},
	{
		displayName: 'Webhook Public Key',
		name: 'webhookPublicKey',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. -----BEGIN PUBLIC KEY-----',
		description:
			"OffBlocks' public key (PEM) for verifying webhooks. Leave empty to have it fetched from OffBlocks. Set it only to use a different key.",
	},
	{
		displayName: 'Advanced Signature Settings',
		name: 'advancedSignature',
		type: 'boolean',
		default: false,
		description:
			"Whether to change how requests are signed. Change these settings only if OffBlocks asks you to. The defaults are what OffBlocks' own client sends.",
	},
	{
		displayName: 'Signed Components',
		name: 'signedComponents',
		type: 'string',
		default: DEFAULT_COMPONENTS,
		description:
			'The parts of a request that the signature covers (RFC 9421), separated by spaces. Add e.g. @query, authorization or idempotency-key to cover more. Headers that a request does not have are left out.',
		displayOptions: advanced,
	},
	{
		displayName: 'Signature Label',
		name: 'signatureLabel',
		type: 'string',
		default: 'sig',
		description: 'The name of the signature in the Signature and Signature-Input headers',
		displayOptions: advanced,
	},
	{
		displayName: 'Send Expiry',
		name: 'sendExpires',
		type: 'boolean',
		default: true,
		description:
			'Whether a signature includes an expiry ("expires", 5 minutes after "created"). Switch off if OffBlocks refuses that parameter.',
		displayOptions: advanced,
	},
	{
		displayName: 'Digest Algorithm',
		name: 'digestAlgorithm',
		type: 'options',
		options: [
			{ name: 'SHA-256', value: 'sha-256' },
			{ name: 'SHA-512', value: 'sha-512' },
		],
		default: 'sha-512',
		description: 'The hash algorithm for the Content-Digest header',
		displayOptions: advanced,
	},
	{
		displayName: 'Session Token',
		name: 'sessionToken',
		type: 'hidden',
		typeOptions: { expirable: true, password: true },
		default: '',
	},
];
