import { cardTesting } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	audited,
	limits,
	minutesAgo,
	refundWith,
	transactionWith,
} from '../../support/paymentScene.mts';

const rule = cardTesting(10, limits('5'));
const small = (minutes: number, more = {}) =>
	transactionWith({ createdAt: minutesAgo(minutes), amount: '1', ...more });

it('finds a run of small payments once, with all of its transactions', () => {
	const run = [60, 58, 56, 54, 52, 49, 47].map((minutes) => small(minutes));
	const found = audited(rule, run);
	expect(found).toMatchObject([
		{
			severity: 'critical',
			message: '7 small payments at 1 merchant within 13 minutes',
			transactionIds: run.map(({ id }) => id),
		},
	]);
	expect(audited(rule, run.slice(0, 5))[0].id).toBe(found[0].id);
	expect(found[0].since).toBe(run[0].createdAt);
});

it('does not mind four, five in more than ten minutes, large ones, other cards, refunds', () => {
	const times = [50, 48, 46, 44, 42];
	const five = (more = {}) => times.map((minutes) => small(minutes, more));
	expect(audited(rule, five().slice(1))).toEqual([]);
	expect(
		audited(
			rule,
			[50, 48, 46, 44, 39].map((minutes) => small(minutes)),
		),
	).toEqual([]);
	expect(audited(rule, five({ amount: '5.01' }))).toEqual([]);
	expect(
		audited(
			rule,
			five().map((payment, n) => ({
				...payment,
				cardId: `d000000${n}-0000-4000-8000-000000000000`,
			})),
		),
	).toEqual([]);
	expect(
		audited(
			rule,
			times.map((minutes) => refundWith({ createdAt: minutesAgo(minutes), amount: '1' })),
		),
	).toEqual([]);
	expect(
		audited(
			rule,
			[50, 48, 46, 44, 40].map((minutes) => small(minutes)),
		),
	).toHaveLength(1);
});

it('tells two runs apart, and finds one whose beginning is slow', () => {
	const runs = [90, 89, 88, 87, 86, 40, 39, 38, 37, 36].map((minutes) => small(minutes));
	expect(audited(rule, runs).map(({ transactionIds }) => transactionIds)).toEqual([
		runs.slice(5).map(({ id }) => id),
		runs.slice(0, 5).map(({ id }) => id),
	]);
	const slow = [90, 75, 60, 55, 54, 53, 52].map((minutes) => small(minutes));
	expect(audited(rule, slow)[0].transactionIds).toEqual(slow.slice(2).map(({ id }) => id));
});
