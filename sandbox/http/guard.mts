import type { FastifyRequest } from 'fastify';
import { verifyDigest } from '../auth/digest.mts';
import { verifyRequest } from '../auth/signature.mts';
import type { Sandbox } from '../sandbox.mts';
import type { OperationRules } from './contract.mts';
import { badRequest } from './errors.mts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws ApiError 401 with a sentence saying what did not verify: token, signature or digest, in this order */
export async function authenticate(
	sandbox: Sandbox,
	request: FastifyRequest,
	rules: OperationRules,
): Promise<void> {
	if (rules.security === 'none') return;
	const { credential } = await sandbox.tokens.verify(request.headers.authorization);
	request.credential = credential;
	const sent = 'signature' in request.headers || 'signature-input' in request.headers;
	if (rules.security === 'bearer' && !sent) return;
	const { keyId, components } = await verifyRequest(
		{
			method: request.method,
			target: request.raw.url ?? '',
			host: request.headers.host ?? '',
			rawHeaders: request.raw.rawHeaders,
			hasBody: request.rawBody.length > 0,
		},
		sandbox.store.meta.signingKey,
	);
	request.record.keyId = keyId;
	request.record.coveredComponents = components;
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
		if (rules.idempotency === 'optional') return undefined;
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
