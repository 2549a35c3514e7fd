import { randomUUID } from 'node:crypto';
import { badRequest, conflict } from './http/errors.mts';
import type { Store } from './store/store.mts';

const DOMAIN = 'api.sandbox.offblocks.xyz';

/** What an owner hands in. The signature must be there; the vendor's sandbox does not verify it either. */
export interface OwnerSignature {
	/** CAIP-10. */
	ownerId: string;
	/** base64, as it was issued. */
	challenge: string;
	/** base64. */
	signature: string;
}

/** A Sign-In-With-Ethereum text (EIP-4361). @param chainId CAIP-10 of the customer's wallet */
export function signInText({ clock }: Store, chainId: string): string {
	const [, chain = '', address = ''] = chainId.split(':');
	return [
		`${DOMAIN} wants you to sign in with your Ethereum account:`,
		address,
		'',
		'Prove that this wallet is yours.',
		'',
		`URI: https://${DOMAIN}`,
		'Version: 1',
		`Chain ID: ${chain}`,
		`Nonce: ${randomUUID().replaceAll('-', '')}`,
		`Issued At: ${clock.nanosecondStamp()}`,
	].join('\n');
}

/**
 * Marks the latest challenge of a customer or account as signed.
 * @throws ApiError 409 where it is signed already; 400 where it is not the latest
 */
export function signChallenge(store: Store, ownerId: string, given: string): void {
	const latest = store.challenges.of(ownerId);
	if (!latest || latest.signed) throw conflict('challenge_signed', 'Challenge already signed');
	if (latest.challenge !== given) {
		throw badRequest(
			'The challenge is not the latest; get it again and sign that.',
			'challenge_void',
			'challenge',
		);
	}
	store.challenges.sign(ownerId);
}
