import type { KeyObject } from 'node:crypto';

import { componentList, parseComponents } from './components';
import type { Component } from './components';
import { verifyContentDigest } from './contentDigest';
import { verifyBytes } from './ecdsaP384';
import { SignatureError } from './errors';
import { fieldValue } from './httpMessage';
import type { HttpMessage } from './httpMessage';
import { buildSignatureBase } from './signatureBase';
import { selectSignature } from './signatureFields';
import { readParameters } from './signatureParameters';
import type { SignatureParameters } from './signatureParameters';

/** What a signature must be like to be believed. */
export interface VerificationPolicy {
	/** The public key of a key id, `undefined` for one that is not known. */
	keys: (keyId: string) => KeyObject | undefined;
	/** Names or identifiers that must be covered; more may be. */
	requiredComponents: string[];
	/** The signature to check; without it there must be exactly one. */
	label?: string;
	/** Seconds since `created`, at most. */
	maxAge: number;
	/** Seconds that the sender's clock may be ahead, at most. */
	clockSkew: number;
	/** Unix seconds; the clock's where absent. */
	now?: number;
	/** The exact bytes received; checked against Content-Digest where that is covered. */
	body?: Uint8Array;
}

/** What is known after verification; times in Unix seconds. */
export interface VerifiedSignature extends SignatureParameters {
	label: string;
	/** Identifiers of the covered components, in order. What is not among them is not authentic. */
	components: string[];
	/** Whether the body given was checked against a covered Content-Digest. */
	bodyVerified: boolean;
}

/**
 * Verifies one signature of a message (RFC 9421 §3.2), strictly: what is not understood is refused.
 *
 * @throws SignatureError with the kind of the first thing that does not hold
 */
export async function verifyMessage(
	message: HttpMessage,
	policy: VerificationPolicy,
): Promise<VerifiedSignature> {
	const { label, input, serialised, signature } = selectSignature(message.headers, policy.label);
	const { components } = componentList(input[0]);
	const parameters = readParameters(input[1]);
	assertCovered(components, policy.requiredComponents);
	assertTimely(parameters, policy);
	const key = policy.keys(parameters.keyId);
	if (key === undefined) throw new SignatureError('unknown-key', 'The key id is not known.');

	// What was parsed, serialised again (§3.2, step 7); parseCanonical saw to it that nothing got lost.
	const base = buildSignatureBase(message, components, serialised);
	if (!(await verifyBytes(Buffer.from(base, 'latin1'), signature, key))) {
		throw new SignatureError('mismatch', 'The signature does not match the message.');
	}
	const bodyVerified = verifyBody(message, components, policy.body);
	const identifiers = components.map(({ identifier }) => identifier);
	return { ...parameters, label, components: identifiers, bodyVerified };
}

function assertCovered(components: readonly Component[], required: readonly string[]): void {
	const covered = new Set(components.map(({ identifier }) => identifier));
	for (const { identifier, name } of parseComponents(required).components) {
		if (!covered.has(identifier)) {
			throw new SignatureError('component', `The signature does not cover ${name}.`);
		}
	}
}

/** Written so that a policy with NaN in it refuses everything instead of nothing. */
function assertTimely({ created, expires }: SignatureParameters, policy: VerificationPolicy): void {
	const now = policy.now ?? Math.floor(Date.now() / 1000);
	if (!(created <= now + policy.clockSkew)) {
		throw new SignatureError('time', 'The signature was created in the future.');
	}
	if (!(now - created <= policy.maxAge)) {
		throw new SignatureError('time', 'The signature is too old.');
	}
	if (expires !== undefined && !(now <= expires)) {
		throw new SignatureError('time', 'The signature has expired.');
	}
}

/** After the signature: until then Content-Digest is anybody's claim. True where the body was checked. */
function verifyBody(
	message: HttpMessage,
	components: readonly Component[],
	body: Uint8Array | undefined,
): boolean {
	if (body === undefined || !components.some(({ name }) => name === 'content-digest')) return false;
	verifyContentDigest(fieldValue(message.headers, 'content-digest') ?? '', body);
	return true;
}
