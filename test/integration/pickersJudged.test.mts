// What stands below the heading of a list must be what the API refuses, and all above it what it takes.
import type { INodeParameters } from 'n8n-workflow';
import { registry } from '../../nodes/OffBlocks/resources/index.ts';
import { choiceFor } from '../../nodes/OffBlocks/pickers/search.ts';
import { accountEntry } from '../../nodes/OffBlocks/resources/account/picker.ts';
import type { PickerEntry } from '../../nodes/OffBlocks/shared/picker.ts';
import { Life } from '../support/life.mts';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';

let api: OffBlocks;
let life: Life;
beforeAll(async () => {
	api = await startOffBlocks();
	life = new Life(api);
});
afterAll(() => api.sandbox.stop());

const STATUSES = {
	card: ['issuing', 'active', 'inactive', 'suspended', 'blocked', 'issue_failed', 'terminated'],
	account: ['initiating', 'pending', 'active', 'inactive', 'closed', 'failed'],
	customer: ['initiating', 'screening', 'verifying', 'active', 'inactive', 'rejected'],
};
type Kind = keyof typeof STATUSES;

/** A thing in a status that nothing has been done to yet; its id. */
const THINGS: Record<Kind, (status: string) => Promise<string>> = {
	card: (status) => api.newCard({ status }),
	async account(status) {
		if (status !== 'closed') return await life.account(status);
		// With the challenge that closing makes.
		const id = await life.account();
		await life.one('account/close', { accountId: byId(id) });
		return id;
	},
	async customer(status) {
		const accountId = await life.account();
		const { data } = await api.sandbox.admin.post('/webhooks/emit', {
			type: 'customer.updated',
			accountId,
			entity: { status },
		});
		return data.entity.id as string;
	},
};

const MORE: Record<string, INodeParameters> = {
	'card/create': { type: 'virtual', billingAddress: ADDRESS },
	'simulator/authorise': { amount: '1', currency: 'EUR' },
	'account/create': { currencies: 'EUR' },
};

const CASES: Array<[operation: string, kind: Kind]> = [
	['account/activate', 'account'],
	['account/close', 'account'],
	['account/deactivate', 'account'],
	['account/getChallenge', 'account'],
	['card/activate', 'card'],
	['card/create', 'account'],
	['card/deactivate', 'card'],
	['card/terminate', 'card'],
	['customer/activate', 'customer'],
	['customer/deactivate', 'customer'],
	['customer/getChallenge', 'customer'],
	['simulator/authorise', 'card'],
	['simulator/failCard', 'card'],
	['simulator/issueCard', 'card'],
	['simulator/rejectCustomer', 'customer'],
	['simulator/verifyCustomer', 'customer'],
];

const pickerOf = (kind: Kind) =>
	[...registry.pickers.values()].find(({ resource }) => resource === kind)!;

it.each(CASES)('%s: the list of each %s agrees with the API', async (name, kind) => {
	const picker = pickerOf(kind);
	const [resource, operation] = name.split('/');
	const chosen = (field: string) => (field === 'type' ? 'virtual' : '');
	const { fits, others } = choiceFor(picker, resource, operation, chosen);
	const said: Record<string, boolean> = {};
	const done: Record<string, boolean> = {};
	for (const status of STATUSES[kind]) {
		const id = await THINGS[kind](status);
		const thing = await life.one(`${kind}/get`, { [`${kind}Id`]: byId(id), output: 'raw' });
		expect(thing.status).toBe(status);
		const entry: PickerEntry =
			kind === 'account' ? accountEntry(thing as never) : picker.entry(thing);
		said[status] = fits(entry);
		const { error } = await life.run(name, { [`${kind}Id`]: byId(id), ...MORE[name] });
		done[status] = error === undefined;
	}
	expect(said).toEqual(done);
	expect(others).toBeTruthy();
});

it('every operation that has a need of its own is judged here', () => {
	const needs = [...registry.pickers.values()].flatMap(({ needs, states, resource }) => [
		...Object.keys(needs ?? {}),
		...Object.keys(states?.transitions ?? {}).map((operation) => `${resource}/${operation}`),
	]);
	const judged = CASES.map(([name]) => name);
	// Its challenge must be got first.
	const others = needs.filter((name) => !name.endsWith('/submitChallengeSignature'));
	expect(others.sort()).toEqual(judged.sort());
});
