import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { readEvery } from '../../engine/list/readEvery';
import type { Parameters } from '../../engine/ItemParameters';
import type { TaskOperation, TaskTools } from '../../engine/Operation';
import { outputsField, readOutputs, toItem, toOutputs } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { readShape } from '../../engine/shape';
import { Periods } from '../../shared/periods';
import { inSlices, mapInSlices } from '../../shared/slices';
import { readScoped } from '../account/readAccounts';
import { attachFiles, type Attachable } from '../attachFiles';
import { instant } from '../card/audit/cardFacts';
import { readReports, reportsField } from '../card/audit/reportFiles';
import { readCards, readScope } from '../card/readCards';
import { PaidCards } from './audit/PaidCards';
import { readByCustomer } from './readPayments';
import { PAYMENT_SCOPE_WORDS, paymentScopeFields } from './scope';
import type { DimensionName, Names, Placed } from './spending/dimensions';
import { groupFields, readGroups, refuseComparedTime } from './spending/fields';
import { spendingCsv } from './spending/files';
import { compareField, rangeFields, readRanges } from './spending/ranges';
import { spendingReport } from './spending/report';
import { spendingOutputFields, spendingShape } from './spending/shape';
import type { SpendingRow } from './spending/rows';
import { Spending } from './spending/Spending';
import { summariseSpending, type SpendingSummary } from './spending/summary';

const filesField: INodeProperties = {
	...reportsField,
	options: [
		{
			name: 'CSV',
			value: 'csv',
			description: 'All groups for a spreadsheet, in the binary field "spending"',
		},
		{
			name: 'HTML Report',
			value: 'html',
			description: 'A page to read or email, in the binary field "report"',
		},
		{
			name: 'HTML Report as Text',
			value: 'page',
			description: 'The same page in the field "html" of the summary, for the body of a mail',
		},
	],
};

function readOrder(parameters: Parameters) {
	const outputs = readOutputs(parameters);
	const levels = readGroups(parameters);
	const calendar = parameters.calendar();
	const now = Date.now();
	const { range, earlier } = readRanges(parameters, calendar, now);
	if (earlier) refuseComparedTime(levels, parameters);
	return {
		accountIds: readScope(parameters),
		levels,
		range,
		earlier,
		outputs,
		reports: outputs === 'items' ? [] : readReports(parameters),
		calendar,
		now,
		shaped: readShape(parameters, spendingShape),
	};
}

type Order = ReturnType<typeof readOrder>;

/** Reads payments and adds them up. Changes nothing. */
export const spending: TaskOperation = {
	kind: 'task',
	option: {
		name: 'Get Spending',
		value: 'spending',
		action: 'Get spending',
		description:
			'Add up payments by card, merchant, country, month and more. Sends one request per account.',
	},
	fields: [
		...paymentScopeFields,
		...groupFields,
		...rangeFields,
		compareField,
		outputsField,
		...spendingOutputFields,
		filesField,
		readOptions,
	],
	subtitle: 'get spending: {scope}',
	subtitleWords: PAYMENT_SCOPE_WORDS,
	tool: 'Adds up payments in groups (by card, account, customer, merchant, category, country, currency, day, week or month): counts, sums as decimal text, average, largest, refunds and fees. Amounts of different currencies must not be added together. Asks OffBlocks once per account. Changes nothing.',
	risk: 'read',
	outputs: 'Groups',
	prepare(parameters) {
		const order = readOrder(parameters);
		return { run: async (tools) => await run(order, tools) };
	},
};

async function run(order: Order, tools: TaskTools): Promise<INodeExecutionData[][]> {
	const { accountIds, levels, range, earlier, calendar, outputs, now } = order;
	const accounts = await readScoped(tools, accountIds);
	const periods = new Periods(calendar);
	const sums = new Spending(levels, range, earlier);
	await readByCustomer(
		tools,
		accounts,
		(transaction, account): Placed => ({
			transaction,
			account,
			at: instant(transaction.createdAt),
			periods,
		}),
		async (payments) => {
			await mapInSlices(payments, (payment) => sums.add(payment));
		},
	);
	const rows = await inSlices(sums.conclude(await readNames(order, tools)));
	const about = { accounts: accounts.length, groups: rows.length, groupedBy: [...levels] };
	const summary = summariseSpending(sums, { ...about, range, earlier }, now, calendar);

	const toOutput = toItem(tools.itemIndex);
	const files = filesOf(order, summary, rows);
	return toOutputs(
		outputs,
		await mapInSlices(rows, (row) => toOutput(order.shaped(row as unknown as IDataObject))),
		await attachFiles(tools.context, order.reports, files, toOutput(summary)),
	);
}

/** What the groups are called: read only where something is grouped by it. */
async function readNames({ levels, accountIds }: Order, { read }: TaskTools): Promise<Names> {
	const wants = (name: DimensionName) => levels.includes(name);
	const cards = wants('card')
		? (await readCards(read, accountIds, () => new PaidCards())).byId
		: new Map<string, never>();
	const customers = wants('customer')
		? await readEvery(read, '/customers', 'customers', ({ id, externalId }) => [
				String(id),
				String(externalId),
			])
		: [];
	return { cards, customers: new Map(customers as Array<[string, string]>) };
}

function filesOf(
	{ calendar, levels, earlier }: Order,
	summary: SpendingSummary,
	rows: SpendingRow[],
): Attachable {
	const day = calendar.day(Date.parse(summary.readAt));
	return {
		pageName: `spending-${day}.html`,
		page: () => spendingReport(summary, rows, calendar),
		tableField: 'spending',
		tableName: `spending-${day}.csv`,
		table: async () => await inSlices(spendingCsv(rows, levels, earlier !== undefined)),
	};
}
