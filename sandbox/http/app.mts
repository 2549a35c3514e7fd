import { randomUUID } from 'node:crypto';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { adminRoutes } from '../admin/routes.mts';
import type { Sandbox } from '../sandbox.mts';
import { ApiError, badRequest, errorBody } from './errors.mts';
import { apiRoutes } from './routes.mts';
import { beginRecord, endRecord } from './trace.mts';

interface SchemaProblem {
	instancePath: string;
	message?: string;
	params: Record<string, unknown>;
}

/** The HTTP server: the API under /v1, the sandbox's own controls under /_sandbox. */
export async function buildApp(sandbox: Sandbox): Promise<FastifyInstance> {
	const app = fastify({
		genReqId: () => randomUUID(),
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		bodyLimit: 1_048_576,
		ajv: {
			customOptions: {
				coerceTypes: false,
				removeAdditional: false,
				useDefaults: false,
				allErrors: true,
			},
		},
		schemaErrorFormatter: (problems, where) =>
			new Error(sentences(problems as SchemaProblem[], where)),
	});
	// Answers are checked against openapi.yaml before they are sent, and go out as they are.
	app.setSerializerCompiler(() => (value) => JSON.stringify(value));
	app.decorateRequest('operationId', undefined);
	app.addHook('onRequest', async (request, reply) => {
		reply.header('x-request-id', request.id);
		if (!isAdmin(request)) beginRecord(sandbox, request);
	});
	app.addHook('onResponse', async (request, reply) => {
		if (!isAdmin(request) && request.record.status === null)
			endRecord(sandbox, request.record, reply.statusCode);
	});
	app.setErrorHandler((error, request, reply) => {
		let answer = explain(error as FastifyError, request);
		try {
			const { operationId } = request;
			if (operationId)
				sandbox.contract.checkResponse(operationId, answer.status, errorBody(answer, request.id));
		} catch (unfit) {
			answer = explain(unfit as FastifyError, request);
		}
		const body = errorBody(answer, request.id);
		if (!isAdmin(request)) request.record.error = answer.message;
		reply.code(answer.status).type('application/json; charset=utf-8').send(JSON.stringify(body));
	});
	app.setNotFoundHandler((request, reply) => {
		const error = new ApiError(
			404,
			'no_such_route',
			`${request.method} ${request.url.split('?')[0]} is not part of this API.`,
		);
		if (!isAdmin(request)) request.record.error = error.message;
		reply
			.code(404)
			.type('application/json; charset=utf-8')
			.send(JSON.stringify(errorBody(error, request.id)));
	});
	await app.register(apiRoutes, { sandbox });
	await app.register(adminRoutes, { sandbox, prefix: '/_sandbox' });
	return app;
}

function isAdmin(request: FastifyRequest): boolean {
	return request.url.startsWith('/_sandbox');
}

/** Any error as an answer; what is the sandbox's own fault is a 500, and loud on stderr. */
function explain(error: FastifyError, request: FastifyRequest): ApiError {
	if (error instanceof ApiError) return error;
	if (error.validation !== undefined) return badRequest(error.message);
	if (error.statusCode !== undefined && error.statusCode < 500)
		return badRequest(`${error.message}.`);
	process.stderr.write(
		`SANDBOX FAULT in ${request.method} ${request.url} (${request.id}): ${error.stack ?? String(error)}\n`,
	);
	return new ApiError(500, 'sandbox_fault', `The sandbox failed: ${error.message}`);
}

/** `body/billingAddress must have required property 'city'; …` with the names that ajv leaves out. */
function sentences(problems: SchemaProblem[], where: string): string {
	const each = problems.map(({ instancePath, message, params }) => {
		const extra = params.additionalProperty ?? params.allowedValues;
		const detail = extra === undefined ? '' : ` (${[extra].flat().join(', ')})`;
		return `${where}${instancePath} ${message ?? 'is not valid'}${detail}`;
	});
	return `${each.join('; ')}.`;
}
