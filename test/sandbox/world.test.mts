import { DEMO_ACCOUNTS } from '../../sandbox/world.mts';
import { SigningClient } from '../support/client.mts';
import { startSandbox } from '../support/sandbox.mts';

describe('the small world', () => {
	test('holds the accounts that world.mts names, with their cards', async () => {
		const fresh = await startSandbox();
		try {
			const signer = new SigningClient(fresh.info);
			const { data: accounts } = await signer.get('/accounts');
			expect(
				accounts.map(({ id, customerId, status }: Record<string, string>) => ({
					id,
					customerId,
					status,
				})),
			).toEqual(DEMO_ACCOUNTS.map(({ id, customerId, status }) => ({ id, customerId, status })));
			for (const { id, cards, holder } of DEMO_ACCOUNTS) {
				const { data } = await signer.get(`/accounts/${id}/cards`);
				expect(data.map(({ type, status }: Record<string, string>) => ({ type, status }))).toEqual(
					cards,
				);
				for (const card of data) if (card.name !== undefined) expect(card.name).toBe(holder);
			}
			expect((await signer.get(`/accounts/${DEMO_ACCOUNTS[0]?.id}`)).data).toEqual(accounts[0]);
		} finally {
			await fresh.stop();
		}
	});

	test('some of its cards have payments, each of which can be read', async () => {
		const fresh = await startSandbox();
		try {
			const signer = new SigningClient(fresh.info);
			const listed: Array<Record<string, string>> = [];
			for (const number of [501, 602, 801]) {
				const path = `/cards/d0000000-0000-4000-8000-000000000${number}/transactions`;
				listed.push(...(await signer.get(path)).data);
			}
			const seen = (field: string) => [...new Set(listed.map((one) => one[field]))].sort();
			expect([seen('status'), seen('direction')]).toEqual([
				['processed', 'reversed'],
				['credit', 'debit'],
			]);
			for (const transaction of listed) {
				expect((await signer.get(`/transactions/${transaction.id}`)).data).toEqual(transaction);
				if (transaction.authorisationId === undefined) continue;
				const { data } = await signer.get(`/authorisations/${transaction.authorisationId}`);
				expect([data.status, data.amount]).toEqual(['captured', transaction.amount]);
			}
			const held = (await signer.get('/authorisations/e0000000-0000-4000-8000-000000000004')).data;
			expect(held.status).toBe('pending');
		} finally {
			await fresh.stop();
		}
	});

	test('has cards in every state and at least four accounts to issue one in', () => {
		const states = new Set(DEMO_ACCOUNTS.flatMap(({ cards }) => cards.map(({ status }) => status)));
		expect([...states].sort()).toEqual([
			'active',
			'blocked',
			'inactive',
			'issue_failed',
			'issuing',
			'suspended',
			'terminated',
		]);
		expect(
			DEMO_ACCOUNTS.filter(({ status, cards }) => status === 'active' && cards.length === 0).length,
		).toBeGreaterThanOrEqual(4);
	});
});
