import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const newAccount = async (): Promise<string> => (await sandbox.admin.post('/accounts', {})).data.id;

/** What each state allows, and where it leads; everything else is refused: by the simulator with 400, for it lists no 409. */
const ALLOWED: Record<string, Record<string, string>> = {
	issuing: { issue: 'active', fail: 'issue_failed', terminate: 'terminated' },
	issue_failed: {},
	active: { deactivate: 'inactive', terminate: 'terminated' },
	inactive: { activate: 'active', terminate: 'terminated' },
	suspended: { terminate: 'terminated' },
	blocked: {},
	terminated: {},
};
const REQUESTS: Record<string, (id: string) => [string, string]> = {
	issue: (id) => ['PATCH', `/simulator/cards/${id}/issue`],
	fail: (id) => ['PATCH', `/simulator/cards/${id}/fail`],
	activate: (id) => ['PATCH', `/cards/${id}/activate`],
	deactivate: (id) => ['PATCH', `/cards/${id}/deactivate`],
	terminate: (id) => ['DELETE', `/cards/${id}`],
};

const SUCCESS: Record<string, number> = {
	issue: 202,
	fail: 202,
	activate: 200,
	deactivate: 200,
	terminate: 204,
};

describe.each(Object.keys(ALLOWED))('a card that is %s', (state) => {
	test.each(Object.keys(REQUESTS))('%s', async (action) => {
		const { data: card } = await sandbox.admin.post('/cards', {
			accountId: await newAccount(),
			status: state,
		});
		const [method, path] = REQUESTS[action]?.(card.id) ?? [];
		const { status, data } = await client.send(method ?? '', path ?? '');
		const next = ALLOWED[state]?.[action];
		const after = (await client.get(`/cards/${card.id}`)).data;
		if (next === undefined) {
			expect([status, data.message]).toEqual(
				path?.startsWith('/simulator')
					? [400, expect.stringContaining(`is ${state}; only one that is issuing`)]
					: [409, 'Invalid state transition'],
			);
			expect(after).toEqual(card);
		} else {
			expect([status, after.status]).toEqual([SUCCESS[action], next]);
			if (status !== 200) expect(data).toBe('');
		}
	});
});
