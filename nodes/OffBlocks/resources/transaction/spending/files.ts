import { csvTable, type Column } from '../../card/audit/report/csv';
import { SPENDING_FEES } from './feeTypes';
import type { SpendingRow } from './rows';

const fee = (type: string, { fees }: SpendingRow) =>
	fees
		.filter((sum) => sum.type === type)
		.map(({ amount, token }) => `${amount} ${token}`)
		.join('; ');

/** The groups as CSV, a line each. @returns the file in pieces */
export function* spendingCsv(
	rows: readonly SpendingRow[],
	levels: readonly string[],
	compared: boolean,
): Generator<void, string[]> {
	const [first, second] = levels;
	const columns: Array<Column<SpendingRow>> = [
		[first, ({ group }) => group],
		[`${first} name`, ({ groupLabel }) => groupLabel],
		...(second === undefined
			? []
			: ([
					[second, ({ subgroup }) => subgroup],
					[`${second} name`, ({ subgroupLabel }) => subgroupLabel],
				] satisfies Array<Column<SpendingRow>>)),
		['currency', ({ currency }) => currency],
		['payments', ({ payments }) => String(payments)],
		['spent', ({ spent }) => spent],
		['average', ({ average }) => average],
		['largest', ({ largest }) => largest],
		['refunds', ({ refunds }) => String(refunds)],
		['refunded', ({ refunded }) => refunded],
		['net', ({ net }) => net],
		['reversed', ({ reversed }) => String(reversed)],
		['reversedAmount', ({ reversedAmount }) => reversedAmount],
		...SPENDING_FEES.map((type): Column<SpendingRow> => [`${type} fees`, (row) => fee(type, row)]),
		...(compared
			? ([
					['payments before', ({ before }) => String(before?.payments ?? '')],
					['spent before', ({ before }) => before?.spent],
					['change in percent', ({ before }) => before?.change],
				] satisfies Array<Column<SpendingRow>>)
			: []),
	];
	return yield* csvTable(columns, rows);
}
