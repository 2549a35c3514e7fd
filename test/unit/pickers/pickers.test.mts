import type { Card, CardStatus } from '../../../nodes/OffBlocks/resources/card/card.ts';
import type { Account } from '../../../nodes/OffBlocks/resources/account/account.ts';
import {
	accountEntry,
	accountPicker,
	holdersOf,
} from '../../../nodes/OffBlocks/resources/account/picker.ts';
import { cardLabel, cardPicker } from '../../../nodes/OffBlocks/resources/card/picker.ts';
import { pickerEntry, type Picker } from '../../../nodes/OffBlocks/shared/picker.ts';
import { page, sorted } from '../../../nodes/OffBlocks/pickers/page.ts';
import { choiceFor } from '../../../nodes/OffBlocks/pickers/search.ts';

const cardEntry = (given: Card) => cardPicker.entry(given);
const choiceOf = (operation: string) => choiceFor(cardPicker as Picker, 'card', operation);

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
	expect(cardLabel(card)).toBe('John Carter · visa ••••9871 · active');
	const { name, network, maskedPan, ...issuing } = withStatus('issuing');
	expect([name, network, maskedPan]).toHaveLength(3);
	expect(cardLabel(issuing)).toBe('virtual card …174000 · issuing');
});

it.each([
	['activate', ['inactive']],
	['deactivate', ['active']],
	['terminate', ['issuing', 'active', 'inactive', 'suspended']],
	['get', ['issuing', 'active', 'inactive', 'suspended', 'blocked', 'issue_failed', 'terminated']],
])('%s: cards that can be come first, the others say that they cannot', (operation, fitting) => {
	const all: CardStatus[] = [
		'issuing',
		'active',
		'issue_failed',
		'inactive',
		'suspended',
		'blocked',
		'terminated',
	];
	const entries = sorted(
		all.map((status) => ({ ...cardEntry(withStatus(status)), value: status })),
	);
	const { results } = page(entries, choiceOf(operation));
	const [able, unable] = [results.slice(0, fitting.length), results.slice(fitting.length)];
	expect(able.map(({ value }) => value).sort()).toEqual([...fitting].sort());
	expect(able.filter(({ name }) => name.startsWith('Cannot be'))).toEqual([]);
	expect(unable).toHaveLength(all.length - fitting.length);
	expect(unable.filter(({ name }) => !name.startsWith('Cannot be '))).toEqual([]);
});

it('lists accounts by their cards’ names, active ones first', () => {
	const account: Omit<Account, 'status'> = {
		id: 'a-1',
		customerId: 'c',
		type: 'card_account',
		createdAt: '',
		updatedAt: '',
	};
	const entries = sorted([
		accountEntry({ ...account, status: 'closed' }, 'Ada'),
		accountEntry({ ...account, status: 'active' }),
	]);
	// Activate is meant for the card: to the account above it, it says nothing.
	const choice = choiceFor(accountPicker as Picker, 'card', 'activate');
	const { results } = page(entries, choice);
	expect(results.map(({ name }) => name)).toEqual([
		'No card yet · active · a-1',
		'Ada · closed · a-1',
	]);
});

it('says of an account whose only card has no name what it has', () => {
	const entryOf = (accountId: string, more: Partial<Card>) =>
		cardEntry({ ...card, name: undefined, accountId, ...more });
	const holders = holdersOf([
		entryOf('a-1', { status: 'issuing' }),
		entryOf('a-2', { status: 'issuing' }),
		entryOf('a-2', { name: 'John Carter' }),
		entryOf('a-3', { status: 'issue_failed', type: 'physical' }),
		entryOf('a-3', { status: 'issuing' }),
	]);
	expect([...holders].sort()).toEqual([
		['a-1', 'virtual card (issuing)'],
		['a-2', 'John Carter'],
		['a-3', 'physical card (issue_failed), virtual card (issuing)'],
	]);
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
		choiceFor(accountPicker as Picker, resource, operation).fits(pickerEntry('', '', status));
	expect(fits('account', 'activate', 'inactive')).toBe(true);
	expect(fits('account', 'activate', 'active')).toBe(false);
	expect(fits('card', 'activate', 'inactive')).toBe(false);
	expect(choiceFor(accountPicker as Picker, 'account', 'close').unfit).toBe('Cannot be closed: ');
	expect(choiceFor(accountPicker as Picker, 'card', 'activate').unfit).toBeUndefined();
});
