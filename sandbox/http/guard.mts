import type { FastifyRequest } from 'fastify';
import { readClaim } from '../auth/claim.mts';
import { verifyDigest } from '../auth/digest.mts';
import { verifyRequest } from '../auth/signature.mts';
import { nowSeconds } from '../clock.mts';
import type { Sandbox } from '../sandbox.mts';
import type { OperationRules } from './contract.mts';
import { badRequest } from './errors.mts';

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
	await verifyRequest(
		{
			method: request.method,
			target: request.raw.url ?? '',
			host: request.headers.host ?? '',
			rawHeaders: request.raw.rawHeaders,
			hasBody: request.rawBody.length > 0,
		},
		(keyId) => sandbox.store.meta.signingKey(keyId),
		claim,
		nowSeconds(),
	);
	const digest = request.headers['content-digest'];
	verifyDigest(Array.isArray(digest) ? digest.join(', ') : digest, request.rawBody);
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
