import type { FastifyInstance } from 'fastify';
import { changeAccount } from '../accounts/change.mts';
import { changeCard } from '../cards/change.mts';
import { ISSUER_TRANSITIONS, type IssuerTransition } from '../cards/states.mts';
import { notFound } from '../http/errors.mts';
import type { Sandbox } from '../sandbox.mts';

/**
 * What the issuer does to cards and accounts and no client can: each with the event that OffBlocks sends.
 * @throws ApiError 404; 409 where the status does not allow it
 */
export async function issuerRoutes(
	app: FastifyInstance,
	{ sandbox: { store, worker } }: { sandbox: Sandbox },
): Promise<void> {
	for (const transition of Object.keys(ISSUER_TRANSITIONS) as IssuerTransition[]) {
		app.post<{ Params: { id: string } }>(`/cards/:id/${transition}`, async ({ params }) => {
			const card = store.transaction(() => {
				const found = store.entities.cards.get(params.id);
				if (!found) throw notFound('Card');
				return changeCard(store, found, transition);
			});
			worker.wake();
			return card;
		});
	}
	app.post<{ Params: { id: string } }>('/accounts/:id/close', async ({ params }) => {
		const account = store.transaction(() => {
			const found = store.entities.accounts.get(params.id);
			if (!found) throw notFound('Account');
			return changeAccount(store, found, 'close');
		});
		worker.wake();
		return account;
	});
}
