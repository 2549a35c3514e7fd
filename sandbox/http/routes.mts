import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import openapiGlue from 'fastify-openapi-glue';
import type { Operation } from '../api/operation.mts';
import { OPERATIONS } from '../api/operations.mts';
import { answerInstead, delay, sendSpoilt } from '../faults/apply.mts';
import type { Fault } from '../faults/faults.mts';
import type { Sandbox } from '../sandbox.mts';
import { authenticate, idempotencyKeyOf, readBody } from './guard.mts';
import { errorBody, type ErrorFacts } from './errors.mts';
import './metaSchema.mts';
import { finish, type Performed, performWrite } from './perform.mts';
import { cut, endRecord } from './trace.mts';

const PREFIX = 'v1';

/** The API under /v1: routes and request validation from `openapi.yaml`, one operation behind each. */
export async function apiRoutes(
	app: FastifyInstance,
	{ sandbox }: { sandbox: Sandbox },
): Promise<void> {
	// The bytes as they came: digests, signatures and idempotency are about those, not about parsed JSON.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
		request.rawBody = body as Buffer;
		done(null, undefined);
	});
	// One set of formats and rules for requests and answers.
	app.setValidatorCompiler(({ schema, httpPart }) =>
		// The guard has looked at the headers by then, and says more of them.
		httpPart === 'headers' ? () => true : sandbox.contract.compile(schema as object),
	);
	app.addHook('onRequest', async (request, reply) => {
		const fault = takeFault(sandbox, request, true);
		if (fault) {
			cut(sandbox, request, reply);
			return reply;
		}
	});
	await app.register(openapiGlue, {
		specification: sandbox.contract.document,
		prefix: PREFIX,
		operationResolver: (operationId) => routeFor(sandbox, operationId ?? '') as RouteOptions,
	});
}

function takeFault(sandbox: Sandbox, request: FastifyRequest, before: boolean): Fault | undefined {
	const path = request.url.split('?')[0] ?? '';
	const fault = sandbox.faults.take(request.method, path, before);
	if (fault) request.record.fault = fault.kind;
	return fault;
}

function routeFor(sandbox: Sandbox, operationId: string): Partial<RouteOptions> {
	const operation = OPERATIONS[operationId];
	if (!operation)
		throw new Error(`openapi.yaml names an operation that does not exist: ${operationId}`);
	const rules = sandbox.contract.rules(operationId);
	const faults = new WeakMap<FastifyRequest, Fault>();
	return {
		// Order: token, signature, digest (401); faults; key, body and parameters (400); then the operation.
		preValidation: async (request, reply) => {
			request.operationId = operationId;
			await authenticate(sandbox, request, rules);
			const fault = takeFault(sandbox, request, false);
			if (fault) faults.set(request, fault);
			if (answerInstead(reply, fault, request.id, sandbox.settings.errorBody)) return reply;
			idempotencyKeyOf(request, rules);
			request.body = readBody(request, rules);
		},
		handler: async (request, reply) => {
			const fault = faults.get(request);
			const performed = await perform(sandbox, operationId, operation, request, fault);
			return send(sandbox, request, reply, performed, fault);
		},
	};
}

async function perform(
	sandbox: Sandbox,
	operationId: string,
	operation: Operation,
	request: FastifyRequest,
	fault: Fault | undefined,
): Promise<Performed> {
	const rules = sandbox.contract.rules(operationId);
	const call = {
		sandbox,
		params: request.params as Record<string, string>,
		query: request.query as Record<string, string | undefined>,
		body: request.body,
	};
	if (rules.idempotency === 'none') {
		await delay(fault);
		return { ...finish(sandbox, operationId, await operation(call)), replayed: false };
	}
	const key = idempotencyKeyOf(request, rules);
	const write =
		key === undefined
			? undefined
			: {
					credential: request.credential,
					key,
					method: request.method,
					target: request.raw.url ?? '',
					body: request.rawBody,
				};
	const performed = await performWrite(
		sandbox,
		operationId,
		operation,
		call,
		request.id,
		write,
		() => delay(fault),
	);
	sandbox.steps.wake();
	sandbox.worker.wake();
	return performed;
}

function send(
	sandbox: Sandbox,
	request: FastifyRequest,
	reply: FastifyReply,
	performed: Performed,
	fault: Fault | undefined,
): FastifyReply {
	request.record.replayed = performed.replayed;
	reply.code(performed.status);
	if (performed.replayed) reply.header('idempotency-replayed', 'true');
	const { more } = performed;
	if (more && !fault) {
		reply.type('application/json; charset=utf-8');
		return reply.send(Readable.from(pieces(performed.body, more)));
	}
	// A fault spoils the text as a whole.
	const whole = more ? { ...performed, body: [performed.body, ...more].join('') } : performed;
	const { type, text } = onTheWire(sandbox, request, whole);
	if (type !== undefined) reply.type(type);
	sendSpoilt(reply, fault, text);
	if (fault?.kind === 'reset-after') endRecord(sandbox, request.record, 0);
	return reply;
}

function* pieces(first: string, more: Iterable<string>): Generator<string> {
	yield first;
	yield* more;
}

/** A success as it is; of an error what is stored, in the shape that the settings say. */
function onTheWire(
	{ settings }: Sandbox,
	{ record }: FastifyRequest,
	{ status, body }: Performed,
): { type: string | undefined; text: string } {
	if (status < 400)
		return { type: body === '' ? undefined : 'application/json; charset=utf-8', text: body };
	const facts = JSON.parse(body) as ErrorFacts;
	record.error = facts.message;
	return errorBody(settings.errorBody, facts);
}
