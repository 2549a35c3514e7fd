import type { IDataObject } from 'n8n-workflow';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';

const ZONE_DEFAULT = 'America/New_York';
let api: OffBlocks;
let accountId: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
	api = await startOffBlocks();
	accountId = await api.newAccount();
	const plant = async (name: string, card: IDataObject) => {
		ids[name] = await api.newCard({ accountId, name, maskedPan: '530518******1111', ...card });
	};
	const address = { firstLine: '1', city: 'X', postCode: '1' };
	await plant('Ada Palmer', {
		network: 'visa',
		createdAt: '2025-03-01T04:59:59.999999999Z',
		updatedAt: '2025-06-01T10:00:00.123456789Z',
		expirationDate: '02/2031',
		billingAddress: { ...address, country: 'GB' },
	});
	await plant('Bruno Keller', {
		type: 'physical',
		network: 'mastercard',
		status: 'suspended',
		createdAt: '2025-03-01T05:00:00Z',
		updatedAt: '2025-06-01T10:00:00.123456788Z',
		expirationDate: '01/2031',
		maskedPan: '453211******0042',
		billingAddress: { ...address, country: 'DE' },
	});
	await plant('chloe', {
		status: 'issuing',
		network: null,
		maskedPan: null,
		expirationDate: null,
		createdAt: '2025-04-01T00:00:00Z',
		updatedAt: '2025-06-01T10:00:00.123457Z',
		billingAddress: { ...address, country: 'FR' },
	});
});
afterAll(() => api.sandbox.stop());

async function names(parameters: IDataObject): Promise<unknown[]> {
	const { json, error } = await runNode(
		{
			resource: 'card',
			operation: 'getAllByAccount',
			accountId: byId(accountId),
			returnAll: true,
			sort: 'nameAscending',
			...parameters,
		} as never,
		{ credentials: api.credentials() },
	);
	if (error) throw new Error(error.message);
	return json.map(({ name }) => name);
}
const filtered = (filters: IDataObject) => names({ filters });

it.each<[IDataObject, string[]]>([
	[{}, ['Ada Palmer', 'Bruno Keller', 'chloe']],
	[{ statuses: ['suspended', 'issuing'] }, ['Bruno Keller', 'chloe']],
	[{ types: ['physical'] }, ['Bruno Keller']],
	[{ networks: ['visa'] }, ['Ada Palmer']],
	[{ countries: ['GB', 'FR'] }, ['Ada Palmer', 'chloe']],
	[{ nameContains: ' PALM ' }, ['Ada Palmer']],
	[{ lastFour: 42 }, ['Bruno Keller']],
	[{ lastFour: '1111' }, ['Ada Palmer']],
	[{ statuses: ['active'], types: ['physical'] }, []],
	// Midnight of 1 March in New York is 05:00 in UTC.
	[{ createdBefore: '2025-03-01T00:00:00' }, ['Ada Palmer']],
	[{ createdAfter: '2025-02-28T23:59:59' }, ['Ada Palmer', 'Bruno Keller', 'chloe']],
	[{ createdAfter: '2025-03-01T00:00:00' }, ['chloe']],
	[
		{ createdAfter: '2025-03-01T00:00:00Z', createdBefore: '2025-03-31' },
		['Ada Palmer', 'Bruno Keller'],
	],
	// One nanosecond apart.
	[{ updatedAfter: '2025-06-01T10:00:00.123456788Z' }, ['Ada Palmer', 'chloe']],
	[{ updatedBefore: '2025-06-01T10:00:00.123456789Z' }, ['Bruno Keller']],
	[{ expiresBefore: '2031-02-01T00:00:00' }, ['Bruno Keller']],
	[{ expiresBefore: '2031-03-01' }, ['Ada Palmer', 'Bruno Keller']],
	[{ expiresBefore: '2031-02-28' }, ['Bruno Keller']],
	[{ expiresWithinDays: 36_500 }, ['Ada Palmer', 'Bruno Keller']],
	[{ expiresWithinDays: 1 }, []],
	[{ statuses: 'Suspended, issuing' }, ['Bruno Keller', 'chloe']],
	[{ statuses: ['Active'], types: ['VIRTUAL'], networks: 'Visa' }, ['Ada Palmer']],
	[{ countries: ['gb', 'fr;de'] }, ['Ada Palmer', 'Bruno Keller', 'chloe']],
	[{ countries: '={{ ["gb"] }}' }, ['Ada Palmer']],
	// As an expression gives them: a Date, and what $now is.
	[{ createdAfter: '={{ new Date("2025-03-01T05:00:00Z") }}' }, ['chloe']],
	[{ createdAfter: '={{ $now.set({ year: 2025, month: 3, day: 2 }) }}' }, ['chloe']],
	[{ createdBefore: '={{ $now.minus({ years: 90 }).toJSDate() }}' }, []],
	[{ nameContains: '={{ "palm" }}', statuses: [], createdAfter: '' }, ['Ada Palmer']],
	[{ statuses: [], nameContains: '', createdAfter: '' }, ['Ada Palmer', 'Bruno Keller', 'chloe']],
])(`filters in ${ZONE_DEFAULT}: %j`, async (filters, wanted) => {
	expect(await filtered(filters)).toEqual(wanted);
});

it('sorts before it limits', async () => {
	expect(await names({ sort: 'createdDescending', returnAll: false, limit: 1 })).toEqual(['chloe']);
	expect(await names({ sort: 'createdAscending' })).toEqual([
		'Ada Palmer',
		'Bruno Keller',
		'chloe',
	]);
	expect(await names({ sort: 'updatedAscending' })).toEqual([
		'Bruno Keller',
		'Ada Palmer',
		'chloe',
	]);
	expect(await names({ sort: 'updatedDescending' })).toEqual([
		'chloe',
		'Ada Palmer',
		'Bruno Keller',
	]);
	expect(await names({ sort: 'expiryAscending' })).toEqual(['Bruno Keller', 'Ada Palmer', 'chloe']);
});

it('limits what passes the filters, and reads no further', async () => {
	const limited = { sort: 'none', returnAll: false, limit: 1 };
	expect(await names({ ...limited, filters: { statuses: ['issuing'] } })).toEqual(['chloe']);
});

it('simplifies to ten fields unless the raw card is wanted', async () => {
	const list = { resource: 'card', operation: 'getAllByAccount', accountId: byId(accountId) };
	const filters = { nameContains: 'Bruno' };
	const credentials = api.credentials();
	const { json } = await runNode({ ...list, filters }, { credentials });
	expect(json).toEqual([
		{
			id: ids['Bruno Keller'],
			name: 'Bruno Keller',
			status: 'suspended',
			type: 'physical',
			network: 'mastercard',
			maskedPan: '453211******0042',
			expirationDate: '01/2031',
			country: 'DE',
			accountId,
			updatedAt: '2025-06-01T10:00:00.123456788Z',
		},
	]);
	const raw = await runNode({ ...list, filters, output: 'raw' }, { credentials });
	const stored = await api.cardsOf(accountId);
	expect(raw.json).toEqual(stored.filter(({ name }) => name === 'Bruno Keller'));
});

it.each<[IDataObject, string]>([
	[{ createdAfter: 'last week' }, 'Created After is not a date: "last week"'],
	[{ createdAfter: '01/02/2025' }, 'Created After is not a date: "01/02/2025". Use ISO 8601'],
	[{ createdAfter: 5 }, 'Created After is not a date: "5"'],
	[{ updatedBefore: '={{ new Date("x") }}' }, 'Updated Before is not a date: an object'],
	[{ expiresBefore: '={{ { a: 1 } }}' }, 'Expires Before is not a date: an object'],
	[
		{ createdAfter: '={{ $json.missing }}' },
		'Created After: the expression evaluated to an empty value',
	],
	[
		{ nameContains: '={{ "" }}' },
		'Cardholder Name Contains: the expression evaluated to an empty value',
	],
	[{ nameContains: '={{ { first: "Ada" } }}' }, 'Cardholder Name Contains must be text'],
	[{ statuses: '={{ [] }}' }, 'Statuses: the expression evaluated to an empty value'],
	[
		{ expiresWithinDays: '={{ null }}' },
		'Expires Within Days: the expression evaluated to an empty value',
	],
	[{ expiresWithinDays: '={{ [7] }}' }, 'Expires Within Days must be a whole number'],
	[{ statuses: ['frozen'] }, 'Statuses: there is no "frozen", only active, blocked, inactive'],
	[{ types: 'virtual,plastic' }, 'Types: there is no "plastic", only physical, virtual'],
	[{ networks: [{}] }, 'Networks: there is no "{}", only mastercard, visa'],
	[
		{ countries: ['UK'] },
		'Billing Countries: "UK" is not a two-letter country code (ISO 3166-1). Did',
	],
	[{ lastFour: '12345' }, 'Last Four Digits must be four digits'],
	[{ expiresWithinDays: 1.5 }, 'Expires Within Days must be a whole number'],
])('refuses %j', async (filters, words) => {
	await expect(filtered(filters)).rejects.toThrow(words);
});
