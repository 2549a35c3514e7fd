import { spent } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	ACCOUNT,
	audited,
	CARD,
	limits,
	messages,
	paymentScene,
	refundWith,
	transactionWith,
} from '../../support/paymentScene.mts';

const at = (createdAt: string, amount = '60', more = {}) =>
	transactionWith({ createdAt, amount, ...more });

it('adds up a day of the workflow’s zone, and says since when it is too much', () => {
	const rule = spent('day', 'card', limits('100'));
	// Half past eleven in the evening in Berlin, and half past midnight.
	const evening = [at('2026-11-20T21:00:00Z'), at('2026-11-20T22:30:00Z', '40')];
	const night = at('2026-11-20T23:30:00Z', '0.01');
	expect(messages(rule, [...evening, night])).toEqual([]);
	expect(audited(rule, [...evening, night], { scene: paymentScene('UTC') })).toMatchObject([
		{ message: 'The card spent 100.01 EUR in 2026-11-20', since: '2026-11-20T23:30:00.000Z' },
	]);
});

it('adds up weeks from Monday on, and months', () => {
	const sunday = at('2026-11-15T12:00:00Z');
	const monday = at('2026-11-16T12:00:00Z');
	expect(messages(spent('week', 'card', limits('100')), [sunday, monday])).toEqual([]);
	const next = at('2026-11-22T12:00:00Z');
	expect(messages(spent('week', 'card', limits('100')), [sunday, monday, next])).toEqual([
		'The card spent 120 EUR in 2026-W47',
	]);
	expect(messages(spent('month', 'card', limits('120')), [sunday, monday])).toEqual([]);
	expect(messages(spent('month', 'card', limits('120')), [sunday, monday, next])).toEqual([
		'The card spent 180 EUR in 2026-11',
	]);
});

it('is by card, account or customer', () => {
	const second = { ...ACCOUNT, id: 'a0000000-0000-4000-8000-000000000002' };
	const payments = [
		at('2026-11-16T12:00:00Z'),
		at('2026-11-16T12:01:00Z', '60', { cardId: 'd0000000-0000-4000-8000-000000000002' }),
		at('2026-11-16T12:02:00Z', '60', { accountId: second.id }),
	];
	const found = (per: 'card' | 'account' | 'customer', limit: string) =>
		messages(spent('day', per, limits(limit)), payments, { accounts: [ACCOUNT, second] });
	expect(found('card', '120')).toEqual([]);
	expect(found('card', '119')).toEqual(['The card spent 120 EUR in 2026-11-16']);
	expect(found('account', '119')).toEqual(['The account spent 120 EUR in 2026-11-16']);
	expect(found('customer', '179')).toEqual(['The customer spent 180 EUR in 2026-11-16']);
});

it('never adds currencies, leaves out what was reversed, and takes no refund off', () => {
	const rule = spent('day', 'account', limits('100'));
	const day = '2026-11-16T12:00:00Z';
	expect(messages(rule, [at(day), at(day, '60', { currency: 'GBP' })])).toEqual([]);
	expect(messages(rule, [at(day), at(day, '60', { status: 'reversed' })])).toEqual([]);
	expect(
		messages(rule, [at(day), at(day), refundWith({ createdAt: day, amount: '60' })]),
	).toHaveLength(1);
});

it('is the same finding when more is spent in the period, and another in the next', () => {
	const rule = spent('month', 'card', limits('100'));
	const november = [at('2026-11-02T12:00:00Z', '101'), at('2026-11-03T12:00:00Z', '5')];
	const [before] = audited(rule, november.slice(0, 1));
	const [after] = audited(rule, november);
	expect(after.id).toBe(before.id);
	expect(after.since).toBe(before.since);
	const [october] = audited(rule, [at('2026-10-02T12:00:00Z', '101')]);
	expect(october.id).not.toBe(before.id);
	expect(before.cardId).toBe(CARD.id);
});
