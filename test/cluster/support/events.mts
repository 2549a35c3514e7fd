// Events for the cluster: an account each, sent by the sandbox as OffBlocks sends them.
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { Cluster } from '../../../cluster/cluster.mts';

const AT_ONCE = 8;

export interface AccountEvent {
	eventId: string;
	accountId: string;
}

/** Accounts without a card, so many; their ids. */
export async function newAccounts({ sandbox }: Cluster, count: number): Promise<string[]> {
	const limit = pLimit(AT_ONCE);
	const plant = async () => {
		const id = randomUUID();
		await sandbox.admin.post('/accounts', { id, status: 'active' });
		return id;
	};
	return await Promise.all(Array.from({ length: count }, () => limit(plant)));
}

/** Queues an account event for every subscription. */
export async function emit({ sandbox }: Cluster, accountId: string): Promise<AccountEvent> {
	const { data } = await sandbox.admin.post('/webhooks/emit', {
		type: 'account.updated',
		accountId,
	});
	return { eventId: data.eventId as string, accountId };
}

/** How many cards of a type these accounts have, those that have any. */
export async function cardsByAccount(
	{ sandbox }: Cluster,
	events: readonly AccountEvent[],
	type: 'virtual' | 'physical',
): Promise<Map<string, number>> {
	const { data } = await sandbox.admin.get<{ accountId: string; type: string }[]>('/cards');
	const own = new Set(events.map(({ accountId }) => accountId));
	const counts = new Map<string, number>();
	for (const card of data.filter((one) => one.type === type && own.has(one.accountId))) {
		counts.set(card.accountId, (counts.get(card.accountId) ?? 0) + 1);
	}
	return counts;
}
