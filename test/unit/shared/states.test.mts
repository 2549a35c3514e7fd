// What can be done in a status, over the tables of every kind of thing.
import { ACCOUNT_STATES } from '../../../nodes/OffBlocks/resources/account/account.ts';
import { AUTHORISATION_STATUSES } from '../../../nodes/OffBlocks/resources/authorisation/authorisation.ts';
import { CARD_STATES, LIVE, USABLE } from '../../../nodes/OffBlocks/resources/card/card.ts';
import { CUSTOMER_STATES } from '../../../nodes/OffBlocks/resources/customer/customer.ts';
import { TRANSACTION_STATUSES } from '../../../nodes/OffBlocks/resources/transaction/transaction.ts';
import {
	allows,
	isAlready,
	statusOptions,
	whyNot,
	type States,
} from '../../../nodes/OffBlocks/shared/states.ts';

const tables: Array<[string, States]> = [
	['card', CARD_STATES],
	['account', ACCOUNT_STATES],
	['customer', CUSTOMER_STATES],
];

it.each(tables)('%s: nothing leads out of a final status, nor into itself', (_, states) => {
	for (const { from, to } of Object.values(states.transitions)) {
		expect(Object.keys(states.statuses)).toEqual(expect.arrayContaining([...from, to]));
		expect(from.filter((status) => states.statuses[status].final)).toEqual([]);
		expect(from).not.toContain(to);
	}
});

it.each(tables)('%s: each status either allows an operation or says why not', (_, states) => {
	for (const operation of Object.keys(states.transitions)) {
		for (const status of Object.keys(states.statuses)) {
			const reason = whyNot(states, operation, status);
			if (allows(states, operation, status)) expect(reason).toBeUndefined();
			else expect(reason).toMatch(/^.+\. It must be .+ to be .+\.$/);
		}
	}
});

it('says nothing of a status or an operation that it does not know', () => {
	expect(whyNot(CARD_STATES, 'activate', 'constructor')).toBeUndefined();
	expect(whyNot(CARD_STATES, 'activate', undefined)).toBeUndefined();
	expect(whyNot(CARD_STATES, 'get', 'terminated')).toBeUndefined();
	expect(allows(CARD_STATES, 'get', 'terminated')).toBe(true);
	expect(isAlready(CARD_STATES, 'get', 'active')).toBe(false);
	expect(isAlready(CARD_STATES, 'activate', 'active')).toBe(true);
	expect(isAlready(CARD_STATES, 'activate', 'inactive')).toBe(false);
});

it('knows which cards count', () => {
	expect(LIVE).toEqual(['issuing', 'active', 'inactive', 'suspended']);
	expect(USABLE).toEqual(['active', 'inactive', 'suspended']);
});

it('offers the statuses of several kinds each once, by label', () => {
	const options = statusOptions(
		CARD_STATES.statuses,
		ACCOUNT_STATES.statuses,
		CUSTOMER_STATES.statuses,
		AUTHORISATION_STATUSES,
		TRANSACTION_STATUSES,
	);
	const names = options.map(({ name }) => name);
	expect(names).toEqual([...new Set(names)].sort());
	expect(options).toHaveLength(22);
	expect(options).toContainEqual({ name: 'Issue Failed', value: 'issue_failed' });
});
