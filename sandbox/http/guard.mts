import type { FastifyRequest } from 'fastify';
import { rebuildBase } from '../auth/base.mts';
import { type Claim, readClaim } from '../auth/claim.mts';
import { verifyDigest } from '../auth/digest.mts';
import { descriptorOf, verifyRequest } from '../auth/signature.mts';
import { verificationOf } from '../auth/verification.mts';
import type { Sandbox } from '../sandbox.mts';
import type { OperationRules } from './contract.mts';
import { badRequest, SignatureRefusal } from './errors.mts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What a caller of the operation must prove: nothing, a token, or a token and a signature with its digest.
 * @throws TokenError, SignatureRefusal with a sentence saying what did not verify, in this order
 */
export async function authenticate(
	sandbox: Sandbox,
	request: FastifyRequest,
	rules: OperationRules,
): Promise<void> {
	if (rules.security === 'none') return;
	const { credential } = await sandbox.tokens.verify(request.headers.authorization);
	request.credential = credential;
	if (rules.security === 'bearer') return;
	const claim = readClaim(request.headers['signature-input']);
	request.record.keyId = claim.keyId;
	request.record.coveredComponents = claim.components;
	await verifySigned(sandbox, request, claim);
}

/** Verifies signature and digest, and keeps how that went in the call's record. @throws SignatureRefusal */
async function verifySigned(
	sandbox: Sandbox,
	request: FastifyRequest,
	claim: Claim,
): Promise<void> {
	const { rawBody, record } = request;
	const descriptor = descriptorOf({
		method: request.method,
		target: request.raw.url ?? '',
		host: request.headers.host ?? '',
		rawHeaders: request.raw.rawHeaders,
	});
	let base: string | null = null;
	try {
		const { meta } = sandbox.store;
		base = await verifyRequest(
			descriptor,
			rawBody.length > 0,
			meta,
			claim,
			sandbox.store.clock.seconds(),
		);
		const digest = request.headers['content-digest'];
		verifyDigest(Array.isArray(digest) ? digest.join(', ') : digest, rawBody);
		record.verification = verificationOf(descriptor.fields, claim, base, undefined);
	} catch (error) {
		if (!(error instanceof SignatureRefusal)) throw error;
		base ??= await rebuildBase(descriptor, claim);
		record.verification = verificationOf(descriptor.fields, claim, base, error);
		error.verification = record.verification;
		throw error;
	}
}

/**
 * The request's idempotency key, in lower case.
 * @throws ApiError 400 where it is missing or not a UUID
 */
export function idempotencyKeyOf(
	request: FastifyRequest,
	rules: OperationRules,
): string | undefined {
	const key = request.headers['idempotency-key'];
	if (rules.idempotency === 'none') return undefined;
	if (key === undefined) {
		throw badRequest(
			'Idempotency-Key is missing; every write needs one, a UUID.',
			'idempotency_key_missing',
		);
	}
	if (typeof key !== 'string' || !UUID.test(key)) {
		throw badRequest('Idempotency-Key is not a UUID.', 'idempotency_key_invalid');
	}
	return key.toLowerCase();
}

/**
 * Reads the body of an operation that has one.
 * @throws ApiError 400 where it is missing or not JSON
 */
export function readBody(request: FastifyRequest, rules: OperationRules): unknown {
	if (!rules.hasBody) return undefined;
	if (request.rawBody.length === 0)
		throw badRequest('The request has no body; a JSON object is expected.');
	const type = request.headers['content-type'] ?? '';
	if (!/^application\/json *(;|$)/i.test(type)) {
		throw badRequest(
			`Content-Type is ${type === '' ? 'missing' : type}; application/json is expected.`,
		);
	}
	try {
		return JSON.parse(request.rawBody.toString('utf8'));
	} catch {
		throw badRequest('The body is not valid JSON.');
	}
}
