import type { IHttpRequestOptions } from 'n8n-workflow';
import type { FailureDetails } from './ApiError';
import type { BodyTap, Expected } from './types';

/** One attempt as it went out, for what its answer is read against. */
export interface Sent {
	/** Absent for reads. */
	idempotencyKey?: string;
	/** Whether the key is the user's own, which another execution may have used. */
	keyIsUsers?: boolean;
	/** Whether an attempt before this one, under the same key, may have been carried out or be under way. */
	unknownBefore?: boolean;
	expects?: Expected;
	tap?: BodyTap;
	/** What the credential has made of the request on its way: absolute address, token, signature. */
	options?: IHttpRequestOptions;
	/** Whether the body itself has a field named `signature` (the signing of a challenge). */
	carriesSignature?: boolean;
}

/** What of it belongs into every failure. */
export function detailsOf({ idempotencyKey }: Sent): FailureDetails {
	return idempotencyKey ? { idempotencyKey } : {};
}

/** A header as the credential wrote it; empty where it did not get so far. */
export function sentHeader({ options }: Sent, name: string): string {
	return String(options?.headers?.[name] ?? '');
}

/** The token and the signature, which no error may show: an answer can echo them. */
export function secretsOf(sent: Sent): string[] {
	const token = sentHeader(sent, 'authorization').replace(/^Bearer /, '');
	const [, signature = ''] = /:([^:]+):/.exec(sentHeader(sent, 'signature')) ?? [];
	return [token, signature];
}
