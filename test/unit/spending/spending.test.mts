import { Calendar } from '../../../nodes/OffBlocks/shared/Calendar';
import { Periods } from '../../../nodes/OffBlocks/shared/periods';
import { PaidCards } from '../../../nodes/OffBlocks/resources/transaction/audit/PaidCards';
import type { DimensionName } from '../../../nodes/OffBlocks/resources/transaction/spending/dimensions';
import type { Range } from '../../../nodes/OffBlocks/resources/transaction/spending/group';
import { Spending } from '../../../nodes/OffBlocks/resources/transaction/spending/Spending';
import type { Transaction } from '../../../nodes/OffBlocks/resources/transaction/transaction';
import { Random } from '../../../sandbox/seed/random.mts';
import { end } from '../../support/auditScene.mts';
import { ACCOUNT, CARD, refundWith, SHOP, transactionWith } from '../../support/paymentScene.mts';

const ALL: Range = { from: -Infinity, before: Infinity };

function add(by: DimensionName[], transactions: Transaction[], range = ALL, earlier?: Range) {
	const spending = new Spending(by, range, earlier);
	const periods = new Periods(new Calendar('Europe/Berlin'));
	for (const transaction of transactions) {
		spending.add({ transaction, account: ACCOUNT, at: Date.parse(transaction.createdAt), periods });
	}
	return spending;
}

function rowsOf(...given: Parameters<typeof add>) {
	const cards = new PaidCards();
	cards.add(CARD);
	const customers = new Map([[ACCOUNT.customerId, 'HR-1']]);
	return end(add(...given).conclude({ cards: cards.byId, customers }));
}

const at = (createdAt: string, amount = '20', more: Partial<Transaction> = {}) =>
	transactionWith({ createdAt, amount, ...more });
const MAY = '2026-05-05T12:00:00Z';

it.each<[DimensionName, string, string | null]>([
	['account', ACCOUNT.id, null],
	['card', CARD.id, `${CARD.name} · ${CARD.maskedPan}`],
	['country', 'GB', 'United Kingdom'],
	['currency', 'EUR', null],
	['customer', ACCOUNT.customerId, 'HR-1'],
	['day', '2026-05-05', null],
	['mcc', '5411', 'Grocery'],
	['mccGroup', 'Retail Outlets', null],
	['merchant', 'M1001', 'Corner Grocer'],
	['month', '2026-05', null],
	['week', '2026-W19', null],
])('groups by %s', (by, group, groupLabel) => {
	expect(rowsOf([by], [at(MAY)])).toMatchObject([{ group, groupLabel, payments: 1, spent: '20' }]);
});

it('tells payments, refunds and reversals apart, and fees by type and token', () => {
	const fees = (service: string) => [
		{ type: 'service', tokenAmount: service },
		{ type: 'network', tokenAmount: '0.1' },
	];
	const rows = rowsOf(
		['month'],
		[
			at(MAY, '10', { fees: fees('0.000000000000000001') }),
			at(MAY, '0.02', { fees: fees('2') }),
			at(MAY, '3.01', { fees: fees('1'), token: 'eip155:1/erc20:0x1' }),
			refundWith({ createdAt: MAY, amount: '4', fees: [] }),
			at(MAY, '99', { status: 'reversed' }),
			refundWith({ createdAt: MAY, amount: '1', status: 'reversing' }),
		],
	);
	const { token } = at(MAY);
	expect(rows).toEqual([
		{
			group: '2026-05',
			groupLabel: null,
			currency: 'EUR',
			payments: 3,
			spent: '13.03',
			average: '4.34',
			largest: '10',
			refunds: 1,
			refunded: '4',
			net: '9.03',
			reversed: 2,
			reversedAmount: '100',
			fees: [
				{ type: 'network', token: 'eip155:1/erc20:0x1', amount: '0.1' },
				{ type: 'network', token, amount: '0.2' },
				{ type: 'service', token: 'eip155:1/erc20:0x1', amount: '1' },
				{ type: 'service', token, amount: '2.000000000000000001' },
			],
		},
	]);
});

it('never adds currencies, rounds averages to the places of each, and counts two levels', () => {
	const yen = { currency: 'JPY' };
	const rows = rowsOf(
		['merchant', 'month'],
		[
			at(MAY, '10'),
			at('2026-06-05T12:00:00Z', '7'),
			at(MAY, '100', yen),
			at(MAY, '101', yen),
			at(MAY, '5', { merchant: { ...SHOP, id: 'M2', name: '' } }),
		],
	);
	expect(
		rows.map((row) => [
			row.group,
			row.groupLabel,
			row.subgroup,
			row.currency,
			row.spent,
			row.average,
		]),
	).toEqual([
		['M1001', 'Corner Grocer', '2026-05', 'EUR', '10', '10'],
		['M1001', 'Corner Grocer', '2026-05', 'JPY', '201', '101'],
		['M1001', 'Corner Grocer', '2026-06', 'EUR', '7', '7'],
		['M2', null, '2026-05', 'EUR', '5', '5'],
	]);
});

it('is exact: sums are those of whole numbers, in any order', () => {
	const random = new Random(7);
	const amounts = Array.from({ length: 2_000 }, () => {
		const places = random.below(19);
		const digits = String(random.below(1e9)).padStart(places + 1, '0');
		return places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
	});
	const scaled = amounts.reduce((sum, amount) => {
		const [whole, part = ''] = amount.split('.');
		return sum + BigInt(whole + part.padEnd(18, '0'));
	}, 0n);
	const digits = String(scaled).padStart(19, '0');
	const expected = `${digits.slice(0, -18)}.${digits.slice(-18)}`.replace(/\.?0+$/, '');
	const [{ spent, payments }] = rowsOf(
		['currency'],
		amounts.map((amount) => at(MAY, amount)),
	);
	expect([payments, spent]).toEqual([2_000, expected]);
});

describe('compared with the period before', () => {
	const now = {
		from: Date.parse('2026-05-01T00:00:00Z'),
		before: Date.parse('2026-06-01T00:00:00Z'),
	};
	const earlier = { from: Date.parse('2026-04-01T00:00:00Z'), before: now.from };
	const april = '2026-04-30T23:59:59.999Z';

	it('each group has its counterpart, groups of one period alone too', () => {
		const rows = rowsOf(
			['merchant'],
			[
				at('2026-05-01T00:00:00Z', '30'),
				at(april, '20'),
				at(april, '5', { merchant: { ...SHOP, id: 'M2' } }),
				at('2026-06-01T00:00:00Z', '1000'),
				at('2026-03-31T23:59:59Z', '1000'),
			],
			now,
			earlier,
		);
		expect(rows).toMatchObject([
			{ group: 'M1001', spent: '30', before: { payments: 1, spent: '20', change: '50' } },
			{
				group: 'M2',
				payments: 0,
				spent: '0',
				average: null,
				before: { spent: '5', change: '-100' },
			},
		]);
		const [fresh] = rowsOf(['merchant'], [at(MAY)], now, earlier);
		expect(fresh.before).toMatchObject({ spent: '0', change: null });
	});

	it('totals are of the period alone', () => {
		const spending = add(['merchant'], [at(MAY, '30'), at(april, '20')], now, earlier);
		expect(spending.transactions).toBe(1);
		expect(spending.byCurrency()).toMatchObject([{ spent: '30', before: { spent: '20' } }]);
	});
});

it('counts what cannot be read', () => {
	const spending = add(['month'], [at('soon'), at(MAY, 'lots'), at(MAY)]);
	expect([spending.transactions, spending.unreadable]).toEqual([1, 2]);
});
