import { randomUUID } from 'node:crypto';
import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from 'fastify';
import { adminRoutes } from '../admin/routes.mts';
import { pageRoutes } from '../page/routes.mts';
import type { Sandbox } from '../sandbox.mts';
import { DEFAULT_SETTINGS } from '../settings.mts';
import {
	ApiError,
	type Detail,
	factsOf,
	plainBody,
	SignatureRefusal,
	wireError,
} from './errors.mts';
import { apiRoutes } from './routes.mts';
import { beginRecord, endRecord } from './trace.mts';

/** How long a request may take to come in. */
const REQUEST_MS = 20_000;

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
		// A request that trickles in is cut off: fastify's default is to wait for ever.
		requestTimeout: REQUEST_MS,
		// Node takes the longer of the two limits for the body: with its own 60 s for headers it would wait for those.
		http: { headersTimeout: REQUEST_MS, connectionsCheckingInterval: REQUEST_MS / 4 },
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
	app.addHook('onSend', async (_, reply) => {
		reply.header('date', sandbox.store.clock.httpDate());
	});
	app.addHook('onResponse', async (request, reply) => {
		if (!isAdmin(request) && request.record.status === null)
			endRecord(sandbox, request.record, reply.statusCode);
	});
	app.setErrorHandler((error, request, reply) =>
		sendError(sandbox, explain(error as FastifyError, request), request, reply),
	);
	app.setNotFoundHandler((request, reply) => {
		const sentence = `${request.method} ${request.url.split('?')[0]} is not part of this API.${request.url.startsWith('/v1') ? '' : ' The API is under /v1, the sandbox’s page at /.'}`;
		return sendError(sandbox, new ApiError(404, 'no_such_route', sentence), request, reply);
	});
	await app.register(apiRoutes, { sandbox });
	await app.register(adminRoutes, { sandbox, prefix: '/_sandbox' });
	await app.register(pageRoutes, { sandbox });
	return app;
}

/** The sandbox's own controls and pages: no calls to the API. Anything else that is not the API is a call gone astray. */
const OWN = /^\/(?:_sandbox|page|docs|openapi\.yaml|favicon\.ico|robots\.txt|$|\?)/;
const isAdmin = (request: FastifyRequest): boolean => OWN.test(request.url);

/** The answer to an error: of the API in the shape that the settings say, of the controls always in the same. */
function sendError(
	sandbox: Sandbox,
	error: ApiError,
	request: FastifyRequest,
	reply: FastifyReply,
): FastifyReply {
	let told = error;
	const { operationId } = request;
	if (operationId !== undefined) {
		try {
			const { status } = wireError(sandbox.settings, error, request.id);
			const body = plainBody(factsOf(error, request.id));
			sandbox.contract.checkResponse(operationId, status, body);
		} catch (unfit) {
			told = explain(unfit as FastifyError, request);
		}
	}
	if (!isAdmin(request)) {
		request.record.error = told.message;
		if (told instanceof SignatureRefusal) request.record.refusal = told.reason;
	}
	const settings = isAdmin(request) ? DEFAULT_SETTINGS : sandbox.settings;
	const { status, type, text } = wireError(settings, told, request.id);
	reply.code(status);
	if (type !== undefined) reply.type(type);
	return reply.send(text || undefined);
}

/** Any error as an answer; what is the sandbox's own fault is a 500, and loud on stderr. */
function explain(error: FastifyError, request: FastifyRequest): ApiError {
	if (error instanceof ApiError) return error;
	if (error.validation !== undefined) {
		const details = (error.validation as SchemaProblem[]).map(detailOf);
		return new ApiError(400, 'invalid_request', error.message, details);
	}
	if (error.statusCode !== undefined && error.statusCode < 500)
		return new ApiError(400, 'invalid_request', `${error.message}.`);
	process.stderr.write(
		`SANDBOX FAULT in ${request.method} ${request.url} (${request.id}): ${error.stack ?? String(error)}\n`,
	);
	return new ApiError(500, 'sandbox_fault', `The sandbox failed: ${error.message}`);
}

/** `billingAddress.city` for the place of a problem, the missing or unknown property included. */
function detailOf({ instancePath, message, params }: SchemaProblem): Detail {
	const property = params.missingProperty ?? params.additionalProperty;
	const path = instancePath.split('/').slice(1);
	if (property !== undefined) path.push(String(property));
	return { field: path.join('.'), message: message ?? 'is not valid' };
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
