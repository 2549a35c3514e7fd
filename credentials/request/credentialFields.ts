import type { INodeProperties } from 'n8n-workflow';
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
				name: 'Sandbox',
				value: 'sandbox',
				description:
					'https://api.sandbox.offblocks.xyz/v1. Its keys differ from those of production.',
			},
			{
				name: 'Custom',
				value: 'custom',
				description: 'Another address, e.g. the local sandbox of this package',
			},
		],
		default: 'production',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. http://127.0.0.1:4010/v1',
		description: 'Address of the API including its version. Must be https, except on this machine.',
		displayOptions: { show: { environment: ['custom'] } },
		required: true,
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'API Key and Secret',
				value: 'apiKey',
				description: 'An access token is fetched with them, and again whenever it runs out',
			},
			{
				name: 'Access Token',
				value: 'accessToken',
				description: 'A JWT of your own. It runs out, and nothing renews it.',
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
		displayOptions: withKey,
		required: true,
	},
	{
		displayName: 'API Secret',
		name: 'apiSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: withKey,
		required: true,
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The JWT that POST /auth/token returned, without "Bearer"',
		displayOptions: { show: { authentication: ['accessToken'] } },
		required: true,
	},
	{
		displayName: 'Key ID',
		name: 'keyId',
		type: 'string',
		default: '',
		description:
			'The ID that OffBlocks gave your public key when you registered it (PUT /auth/signing)',
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
			'The ECDSA P-384 key in PEM that signs each request. It does not matter if the line breaks get lost on pasting. Make one with: openssl ecparam -name secp384r1 -genkey -noout -out offblocks-private.pem',
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
			'The key in PEM with which OffBlocks signs webhook deliveries, if it told you one. Deliveries without a valid signature are then refused.',
	},
	{
		displayName: 'Advanced Signature Settings',
		name: 'advancedSignature',
		type: 'boolean',
		default: false,
		description: 'Whether to change how requests are signed. Only for when OffBlocks asks you to.',
	},
	{
		displayName: 'Signed Components',
		name: 'signedComponents',
		type: 'string',
		default: DEFAULT_COMPONENTS,
		description:
			'The covered components (RFC 9421), separated by spaces. A header that a request does not carry is left out.',
		displayOptions: advanced,
	},
	{
		displayName: 'Signature Label',
		name: 'signatureLabel',
		type: 'string',
		default: 'sig',
		description: 'The name of the signature in the headers Signature and Signature-Input',
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
		default: 'sha-256',
		description: 'The hash in the header Content-Digest of requests with a body',
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
