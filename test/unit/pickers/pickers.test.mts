import {
	STATUSES,
	type Card,
	type CardStatus,
} from '../../../nodes/OffBlocks/resources/card/card.ts';
import type { Account } from '../../../nodes/OffBlocks/resources/account/account.ts';
import { accountEntry, accountPicker } from '../../../nodes/OffBlocks/resources/account/picker.ts';
import { registry } from '../../../nodes/OffBlocks/resources/index.ts';
import { cardLabel, cardPicker } from '../../../nodes/OffBlocks/resources/card/picker.ts';
import { customerPicker } from '../../../nodes/OffBlocks/resources/customer/picker.ts';
import { webhookPicker } from '../../../nodes/OffBlocks/resources/webhook/webhook.ts';
import { pickerEntry, SHOWN, shortened } from '../../../nodes/OffBlocks/shared/picker.ts';
import { page, sorted } from '../../../nodes/OffBlocks/pickers/page.ts';
import { choiceFor } from '../../../nodes/OffBlocks/pickers/search.ts';

const cardEntry = (given: Card) => cardPicker.entry(given);
const choiceOf = (operation: string) => choiceFor(cardPicker, 'card', operation);

const card: Card = {
	id: '123e4567-e89b-12d3-a456-426614174000',
	accountId: '123e4567-e89b-12d3-a456-426614174001',
	type: 'virtual',
	name: 'John Carter',
	network: 'visa',
	maskedPan: '530518******9871',
	status: 'active',
	createdAt: '2025-07-10T02:30:07.130Z',
	updatedAt: '2025-07-10T02:30:07.130Z',
};
const withStatus = (status: CardStatus) => ({ ...card, status });

it('names a card without more than its last four digits', () => {
	expect(cardLabel(card)).toBe('John Carter · visa ••••9871');
	const { name, network, maskedPan, ...issuing } = withStatus('issuing');
	expect([name, network, maskedPan]).toHaveLength(3);
	expect(cardLabel(issuing)).toBe('virtual card …174000');
});

/** Values above the heading, the heading, values below it. */
function parts({ results }: { results: Array<{ name: string; value: unknown }> }) {
	const at = results.findIndex(({ value }) => typeof value === 'boolean');
	const values = results.map(({ value }) => value);
	return at < 0
		? { above: values }
		: { above: values.slice(0, at), heading: results[at].name, below: values.slice(at + 1) };
}

it.each<[string, string, CardStatus[]]>([
	['card/activate', 'Cannot be activated now', ['inactive']],
	['card/deactivate', 'Cannot be deactivated now', ['active']],
	['card/terminate', 'Cannot be terminated now', ['issuing', 'active', 'inactive', 'suspended']],
	['card/get', 'Terminated, blocked or not issued', ['issuing', 'active', 'inactive', 'suspended']],
	['simulator/issueCard', 'No longer being issued', ['issuing']],
	['simulator/failCard', 'No longer being issued', ['issuing']],
	['simulator/authorise', 'Not active', ['active']],
])('%s: other cards stand below "%s"', (key, heading, fitting) => {
	const all = Object.keys(STATUSES) as CardStatus[];
	const entries = sorted(
		all.map((status) => ({ ...cardEntry(withStatus(status)), value: status })),
	);
	const [resource, operation] = key.split('/');
	const shown = page(entries, choiceFor(cardPicker, resource, operation));
	const { above, below, ...rest } = parts(shown);
	expect(rest.heading).toBe(`── ${heading} ──`);
	expect(above.sort()).toEqual([...fitting].sort());
	expect([...above, ...below!].sort()).toEqual([...all].sort());
});

it('stores no status and no word about an operation with what is chosen', () => {
	const statuses = Object.keys(STATUSES) as CardStatus[];
	const entries = statuses.map((status) => cardEntry({ ...withStatus(status), id: status }));
	const { results } = page(sorted(entries), choiceOf('deactivate'));
	const names = results.filter(({ value }) => value !== false).map(({ name }) => name);
	for (const name of names) expect(name).toMatch(/^John Carter · visa ••••9871 · …[a-z_]+$/);
	expect(new Set(names).size).toBe(statuses.length);
});

describe('accounts', () => {
	const account: Account = {
		id: '123e4567-e89b-12d3-a456-426614174001',
		customerId: 'c',
		type: 'card_account',
		status: 'active',
		createdAt: '',
		updatedAt: '',
	};
	const entryWith = (...cards: Partial<Card>[]) =>
		accountEntry(
			account,
			cards.map((given) => cardEntry({ ...card, ...given })),
			'customer-7',
		);

	it('are named by the names on their cards, else by their customer, and by the end of their id', () => {
		expect(entryWith().name).toBe('customer-7 · …426614174001');
		expect(entryWith({ name: undefined, status: 'issuing' }).name).toBe(
			'customer-7 · …426614174001',
		);
		expect(entryWith({}, { type: 'physical' }, { name: 'Ada' }).name).toBe(
			'Ada, John Carter · …426614174001',
		);
		expect(accountEntry(account).name).toBe('account …426614174001');
		expect(entryWith().text).toContain('active');
		expect(entryWith({}).text).toContain('customer-7');
	});

	it('for a new card are those that are active and have none of its type', () => {
		const fitting = (type: string, entry = entryWith({})) =>
			choiceFor(accountPicker, 'card', 'create', () => type).fits(entry);
		expect(fitting('virtual')).toBe(false);
		expect(fitting('physical')).toBe(true);
		expect(fitting('virtual', entryWith({ status: 'terminated' }))).toBe(true);
		expect(fitting('virtual', entryWith({ status: 'issuing' }))).toBe(false);
		expect(fitting('virtual', accountEntry({ ...account, status: 'pending' }))).toBe(false);
		expect(choiceFor(accountPicker, 'card', 'create', () => 'virtual').others).toBe(
			'Not active, or with a virtual card already',
		);
	});
});

it.each([
	['account/create', ['active']],
	['customer/activate', ['inactive']],
	['customer/getChallenge', ['initiating']],
	['simulator/verifyCustomer', ['verifying']],
	['simulator/rejectCustomer', ['verifying']],
])('%s is for customers that are %j', (key, fitting) => {
	const [resource, operation] = key.split('/');
	const { fits } = choiceFor(customerPicker, resource, operation);
	const statuses = ['initiating', 'screening', 'verifying', 'active', 'inactive', 'rejected'];
	expect(statuses.filter((status) => fits(pickerEntry('', '', status)))).toEqual(fitting);
});

it('shows what differs within the width of the list, however long a name is', () => {
	const long = 'x'.repeat(60);
	const names = (ends: string[], make: (end: string) => { name: string }) =>
		ends.map((end) => make(end).name);
	const base = { ...card, createdAt: '', updatedAt: '' };
	const lists = [
		names(['1', '2'], (end) =>
			customerPicker.entry({ ...base, externalId: long + end, chainId: '', status: 'active' }),
		),
		names(['1', '2'], (end) =>
			cardEntry({ ...card, name: long, maskedPan: `530518******987${end}` }),
		),
		names(['1', '2'], (end) =>
			accountEntry(
				{
					...base,
					id: `123e4567-e89b-12d3-a456-42661417400${end}`,
					customerId: 'c',
					status: 'active',
				},
				[cardEntry({ ...card, name: long })],
			),
		),
		names(['1', '2'], (end) =>
			webhookPicker.entry({
				...base,
				callbackUrl: `https://${long}.example.com/webhook/123e4567-e89b-12d3-a456-42661417400${end}/webhook?token=t`,
				types: ['card.updated', 'authorisation.updated'],
			}),
		),
		sorted(
			['1', '2'].map((end) => pickerEntry(long, `123e4567-e89b-12d3-a456-42661417400${end}`)),
		).map(({ name }) => name),
	];
	for (const list of lists) {
		expect(new Set(list).size).toBe(2);
		for (const name of list) expect(name.length).toBeLessThanOrEqual(SHOWN);
	}
	expect(shortened('employee-of-berlin-0001', 12)).toBe('employ…-0001');
	expect(shortened('short', 12)).toBe('short');
});

it('has the heading once in the pages of a list, where the others begin', () => {
	const entries = sorted(
		Array.from({ length: 250 }, (_, i) => pickerEntry(String(i).padStart(3, '0'), `id-${i}`)),
	);
	for (const fitting of [0, 1, 99, 100, 101, 200, 249, 250]) {
		const choice = {
			fits: ({ value }: { value: string }) => Number(value.slice(3)) < fitting,
			others: 'Others',
		};
		const rows = [];
		let token: string | undefined = '0';
		while (token !== undefined) {
			const { results, paginationToken } = page(entries, choice, '', token);
			rows.push(...results);
			token = paginationToken as string | undefined;
		}
		const at = rows.findIndex(({ value }) => value === false);
		expect(at).toBe(fitting < 250 ? fitting : -1);
		expect(rows).toHaveLength(fitting < 250 ? 251 : 250);
	}
});

it('pages through everything once, in order', () => {
	const entries = sorted(
		Array.from({ length: 250 }, (_, i) =>
			pickerEntry(`Card ${String(249 - i).padStart(3, '0')}`, `id-${i}`),
		),
	);
	const choice = { fits: ({ value }: { value: string }) => Number(value.slice(3)) % 2 === 0 };
	const first = page(entries, choice);
	const second = page(entries, choice, '', first.paginationToken as string);
	const third = page(entries, choice, '', second.paginationToken as string);
	const all = [first, second, third].flatMap(({ results }) => results);
	expect(third.paginationToken).toBeUndefined();
	expect(new Set(all.map(({ value }) => value)).size).toBe(250);
	const key = ({ value }: { value: unknown }) => Number(String(value).slice(3)) % 2;
	expect(all.map(key)).toEqual([...all.map(key)].sort());
	expect(all[0].name < all[1].name).toBe(true);
});

it('finds by all words, in label, id or account, in any case', () => {
	const found = (filter?: string) =>
		page([cardEntry(card)], choiceOf('get'), filter).results.length === 1;
	expect(found('CARTER joh')).toBe(true);
	expect(found('9871')).toBe(true);
	expect(found(card.accountId)).toBe(true);
	expect(found('530518')).toBe(false);
	expect(found('nobody')).toBe(false);
	expect(found()).toBe(true);
});

it('narrows a list by the states of its own resource only', () => {
	const fits = (resource: string, operation: string, status: string) =>
		choiceFor(accountPicker, resource, operation).fits(pickerEntry('', '', status));
	expect(fits('account', 'activate', 'inactive')).toBe(true);
	expect(fits('account', 'activate', 'active')).toBe(false);
	expect(fits('card', 'activate', 'inactive')).toBe(false);
	expect(choiceFor(accountPicker, 'account', 'close').others).toBe('Cannot be closed now');
	expect(choiceFor(accountPicker, 'card', 'activate').others).toBe('Not active');
});

it('there is a picker for every list that a field names', () => {
	const named = new Set(
		[...JSON.stringify(registry.properties).matchAll(/"searchListMethod":"(\w+)"/g)].map(
			([, name]) => name,
		),
	);
	expect([...named].sort()).toEqual([...registry.pickers.keys()].sort());
});
