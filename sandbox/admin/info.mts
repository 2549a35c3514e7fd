import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../sandbox.mts';

/** What a client needs to call this sandbox, and its first line with --json. Its credentials are throw-away ones. */
export interface SandboxInfo {
	/** e.g. `http://127.0.0.1:4010/v1` */
	baseUrl: string;
	/** e.g. `http://127.0.0.1:4010/_sandbox` */
	adminUrl: string;
	apiKey: string;
	apiSecret: string;
	keyId: string;
	/** PEM. It and keyId are '' once a client has replaced or removed this key. */
	privateKey: string;
	webhookKeyId: string;
	/** PEM of the public key that its webhook deliveries are signed with, where they are. */
	webhookPublicKey: string;
	pid: number;
}

export function infoOf(
	{ store: { meta } }: Sandbox,
	address: AddressInfo | string | null,
): SandboxInfo {
	if (address === null || typeof address === 'string')
		throw new Error('The sandbox is not listening on a port');
	const origin = `http://127.0.0.1:${address.port}`;
	return {
		baseUrl: `${origin}/v1`,
		adminUrl: `${origin}/_sandbox`,
		apiKey: meta.credentials?.apiKey ?? '',
		apiSecret: meta.credentials?.apiSecret ?? '',
		keyId: meta.presetKey.keyId,
		privateKey: meta.presetKey.privateKey,
		webhookKeyId: meta.webhookKey.keyId,
		webhookPublicKey: meta.webhookKey.publicKey,
		pid: process.pid,
	};
}
