import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { FAULT_KINDS, type FaultRequest } from '../faults/faults.mts';
import { ApiError, badRequest, notFound } from '../http/errors.mts';
import { withLowerIds } from '../ids.mts';
import type { Sandbox } from '../sandbox.mts';
import { dumpText } from '../seed/dump.mts';
import { MOST_CARDS, seedCards } from '../seed/bulk.mts';
import { WEBHOOK_TYPES } from '../types.mts';
import { clockRoutes } from './clock.mts';
import { emitSample, type EmitRequest } from './emit.mts';
import { infoOf } from './info.mts';
import { issuerRoutes } from './issuer.mts';
import { paymentRoutes } from './payments.mts';
import { plantRoutes } from './plantRoutes.mts';
import {
	applySettings,
	SETTINGS_PROPERTIES,
	type SettingsRequest,
	settingsOf,
} from './settings.mts';
import { signingKeyPage } from './signingKeyPage.mts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
const DELIVERIES_SHOWN = 1000;

const object = (properties: Record<string, unknown>, required: string[] = []) => ({
	body: { type: 'object', additionalProperties: false, properties, required },
});
const uuid = { type: 'string', format: 'uuid' };
const count = { type: 'integer', minimum: 0 };
const share = { type: 'number', minimum: 0, maximum: 1 };

/** What a header can carry. */
const HEADER_VALUE = '^[\\x20-\\x7e]*$';
/** A timer that is set to more goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const FAULT = object(
	{
		kind: { enum: FAULT_KINDS },
		method: { type: 'string' },
		path: { type: 'string' },
		times: { type: 'integer', minimum: 1 },
		probability: share,
		skip: count,
		status: { type: 'integer', minimum: 200, maximum: 599 },
		message: { type: 'string' },
		retryAfter: { anyOf: [count, { type: 'string', pattern: HEADER_VALUE }] },
		latencyMs: { ...count, maximum: LONGEST_TIMER_MS },
	},
	['kind'],
);
const SEQ = {
	schema: {
		params: { type: 'object', properties: { seq: { type: 'string', pattern: '^[0-9]{1,15}$' } } },
	},
};
const SETTINGS = object(SETTINGS_PROPERTIES);
const EMIT = object(
	{ type: { enum: WEBHOOK_TYPES }, entity: { type: 'object' }, accountId: uuid, cardId: uuid },
	['type'],
);

/**
 * The sandbox's own controls, unsigned. Not for web pages: one that rebinds its name to 127.0.0.1 sends its
 * own Host, and any other sends Origin.
 */
export async function adminRoutes(
	app: FastifyInstance,
	{ sandbox }: { sandbox: Sandbox },
): Promise<void> {
	const { store, faults, calls } = sandbox;
	signingKeyPage(app);
	app.removeContentTypeParser('text/plain');
	// Clients name a form type on a POST without a body.
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) =>
		body.length === 0 ? done(null, undefined) : done(badRequest('The admin routes take JSON.')),
	);
	app.addHook('onRequest', async ({ headers }) => {
		if (!LOOPBACK.test(headers.host ?? '') || headers.origin !== undefined) {
			const sentence = 'The admin routes are not for web pages or other host names.';
			throw new ApiError(403, 'not_loopback', sentence);
		}
	});
	app.addHook('preValidation', async (request) => {
		request.params = withLowerIds(request.params);
		request.query = withLowerIds(request.query);
		request.body = withLowerIds(request.body);
	});
	app.get('/info', async () => infoOf(sandbox, app.server.address()));
	app.get('/calls', async () => calls.list());
	app.get<{ Params: { id: string } }>('/calls/:id', async ({ params }) => {
		const call = calls.get(params.id);
		if (!call) throw notFound('Call');
		return call;
	});
	app.delete('/calls', async (_, reply) => {
		calls.clear();
		return reply.code(204).send();
	});
	app.post<{ Body: FaultRequest }>('/faults', { schema: FAULT }, async (request, reply) =>
		reply.code(201).send(faults.add(request.body)),
	);
	app.get('/faults', async () => faults.list());
	app.delete('/faults', async (_, reply) => {
		faults.clear();
		return reply.code(204).send();
	});
	app.post('/tokens/expire', async (_, reply) => {
		store.meta.voidTokens();
		return reply.code(204).send();
	});
	app.post('/credentials', async () => {
		store.transaction(() => {
			store.meta.resetCredentials();
			store.meta.voidTokens();
		});
		return infoOf(sandbox, app.server.address());
	});
	app.post('/verification-key', async () => {
		store.meta.rotateWebhookKey();
		const { keyId, publicKey } = store.meta.webhookKey;
		return { keyId, publicKey };
	});
	app.get('/settings', async () => settingsOf(sandbox));
	app.route<{ Body: SettingsRequest }>({
		method: ['PUT', 'PATCH'],
		url: '/settings',
		schema: SETTINGS,
		handler: async (request) => applySettings(sandbox, request.body),
	});
	app.post<{ Body: { cards: number } }>(
		'/seed',
		{ schema: object({ cards: { ...count, maximum: MOST_CARDS } }, ['cards']) },
		async (request) => {
			seedCards(store, request.body.cards);
			return { cards: store.entities.cards.count() };
		},
	);
	app.post<{ Body: EmitRequest }>('/webhooks/emit', { schema: EMIT }, async (request) => {
		const emitted = store.transaction(() => emitSample(store, request.body));
		sandbox.worker.wake();
		return emitted;
	});
	await app.register(clockRoutes, { sandbox });
	await app.register(plantRoutes, { sandbox });
	await app.register(issuerRoutes, { sandbox });
	await app.register(paymentRoutes, { sandbox });
	app.post('/reset', async (_, reply) => {
		await sandbox.reset();
		return reply.code(204).send();
	});
	app.get('/dump', async (_, reply) =>
		reply
			.type('application/json; charset=utf-8')
			.send(Readable.from(dumpText(store, sandbox.settings))),
	);
	app.get('/counts', async () => ({
		calls: calls.total,
		cards: store.entities.cards.count(),
		deliveries: store.deliveries.counts(),
	}));
	app.get('/webhooks/deliveries', async () => store.deliveries.list(DELIVERIES_SHOWN));
	app.get<{ Params: { seq: string } }>('/webhooks/deliveries/:seq', SEQ, async ({ params }) => {
		const delivery = store.deliveries.get(Number(params.seq));
		if (!delivery) throw notFound('Delivery');
		return { ...delivery, attempted: store.deliveries.attemptsOf(Number(params.seq)) };
	});
	app.post<{ Params: { seq: string } }>(
		'/webhooks/deliveries/:seq/again',
		SEQ,
		async ({ params }, reply) => {
			if (!store.deliveries.again(Number(params.seq))) throw notFound('Delivery');
			sandbox.worker.wake();
			return reply.code(202).send();
		},
	);
}
