import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../http/errors.mts';
import type { Sandbox } from '../sandbox.mts';
import { dumpText } from '../seed/dump.mts';
import { assetRoutes } from './assets.mts';
import { Doer } from './doer.mts';
import { PageGuard } from './guard.mts';
import { html } from './html.mts';
import { layout, type Page } from './layout.mts';
import { Notices } from './notices.mts';
import type { View } from './parts.mts';
import { pages } from './pages.mts';
import { callRow } from './views/calls.mts';

const ROWS = 200;
const FORM_LIMIT = 65_536;

type Query = { Querystring: Record<string, string | undefined> };

/** The pages at `/`: server-rendered, for a browser on this machine. */
export async function pageRoutes(
	app: FastifyInstance,
	{ sandbox }: { sandbox: Sandbox },
): Promise<void> {
	const guard = new PageGuard();
	const notices = new Notices();
	const doer = new Doer(sandbox, app);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string', bodyLimit: FORM_LIMIT },
		(_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
	);
	app.addHook('onRequest', async (request, reply) => {
		guard.headers(reply, request.url.startsWith('/docs') ? " 'unsafe-inline'" : '');
		const refusal = guard.refusal(request);
		if (refusal !== undefined) throw new ApiError(403, 'not_this_page', refusal);
	});
	const send = (request: FastifyRequest<Query>, reply: FastifyReply, page: Page): FastifyReply => {
		const notice = notices.take(Number(request.query.said));
		const path = request.url.split('?')[0] ?? '/';
		const text = layout(page, path, sandbox.store.clock.date(), notice);
		return reply.type('text/html; charset=utf-8').send(text);
	};
	for (const [path, draw] of Object.entries(pages)) {
		app.get<Query & { Params: Record<string, string> }>(path, async (request, reply) => {
			const { params, query } = request;
			const view: View = { token: guard.token, path: pathOf(request.url) };
			const page = draw(sandbox, view, { ...params, ...query }, app);
			if (page) return send(request, reply, page);
			const body = html`<p>It is not there, or not any more. <a href="/">All calls</a></p>`;
			return send(request, reply.code(404), { title: 'Not found', body });
		});
	}
	app.get<Query>('/page/calls/rows', async ({ query }, reply) => {
		const { calls } = sandbox;
		const rows = calls.since(Number(query.after ?? 0) || 0, ROWS).map(callRow);
		reply.header('x-last', calls.finished).type('text/html; charset=utf-8');
		return html`${rows}`.text;
	});
	app.get('/page/state.json', async (_, reply) =>
		reply.type('application/json').send(Readable.from(dumpText(sandbox.store, sandbox.settings))),
	);
	app.post<{ Params: { action: string }; Body: Record<string, string> | undefined }>(
		'/page/do/:action',
		async ({ params, body = {} }, reply) => {
			if (!guard.knows(body.token)) {
				const sentence =
					'This form is from before the sandbox was started anew. Load the page again.';
				throw new ApiError(403, 'not_this_page', sentence);
			}
			const { notice, at } = await doer.act(params.action, body);
			const back = at ?? (/^\/(?!\/)[\w/.?=&-]*$/.test(body.back ?? '') ? body.back : '/');
			const mark = back?.includes('?') ? '&' : '?';
			return reply.redirect(`${back}${mark}said=${notices.add(notice)}`, 303);
		},
	);
	assetRoutes(app);
}

/** Path and query without what was said. */
function pathOf(url: string): string {
	const { pathname, searchParams } = new URL(url, 'http://localhost');
	searchParams.delete('said');
	return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}
