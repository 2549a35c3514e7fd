import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { ApiError } from '../../api/ApiError';
import type { Parameters } from '../../engine/ItemParameters';
import type { TaskOperation, TaskTools } from '../../engine/Operation';
import { outputsField, readOutputs, toItem, toOutputs } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { outputFields, readShape } from '../../engine/shape';
import { readChoices, uuid } from '../../shared/choices';
import { isCountry } from '../../shared/countries';
import { Periods } from '../../shared/periods';
import { inSlices, mapInSlices } from '../../shared/slices';
import { plainNumber } from '../../shared/values';
import { readScoped } from '../account/readAccounts';
import { attachFiles, type Attachable } from '../attachFiles';
import { readReports, reportsField } from '../card/audit/reportFiles';
import { readCards, readScope } from '../card/readCards';
import { paymentCsv } from './audit/csv';
import { paymentFindingShape } from './audit/findingShape';
import { paymentRuleFields, readPaymentRules } from './audit/offeredRules';
import { PaidCards } from './audit/PaidCards';
import { paymentOf } from './audit/payment';
import { PaymentAudit } from './audit/PaymentAudit';
import { paymentReport } from './audit/report';
import { summarisePayments, type PaymentSummary } from './audit/summary';
import type { Payment, PaymentFinding, PaymentScene } from './audit/types';
import { readByCustomer, readHold } from './readPayments';
import { PAYMENT_SCOPE_WORDS, paymentScopeFields } from './scope';

const LOOK_BACK = 30;

const lookBackField: INodeProperties = {
	displayName: 'Look Back',
	name: 'lookBack',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 36_500 },
	default: LOOK_BACK,
	hint: 'In days',
	description:
		'Only payments made within this many days are reported. Older ones are read for comparison.',
};

const holdsField: INodeProperties = {
	displayName: 'Holds to Check',
	name: 'authorisationIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000, 9b2d…',
	hint: 'Authorisation IDs, separated by commas, or an expression that gives a list',
	description:
		'For the rule Hold Pending for Long. OffBlocks has no list of authorisations, so keep the IDs that events of the trigger name, e.g. in a data table.',
};

/** What one item asks of an audit of payments. */
function readOrder(parameters: Parameters) {
	const outputs = readOutputs(parameters);
	const holds = parameters.value('authorisationIds', '');
	return {
		accountIds: readScope(parameters),
		rules: readPaymentRules(parameters),
		holdIds: [...readChoices('Holds to Check', holds, uuid, parameters)],
		lookBack: readLookBack(parameters),
		outputs,
		reports: outputs === 'items' ? [] : readReports(parameters),
		calendar: parameters.calendar(),
		shaped: readShape(parameters, paymentFindingShape),
	};
}

type Order = ReturnType<typeof readOrder>;

function readLookBack(parameters: Parameters): number {
	const days = plainNumber(parameters.value('lookBack', LOOK_BACK));
	if (!Number.isInteger(days) || days < 1 || days > 36_500) {
		parameters.problem('Look Back must be a whole number from 1 to 36500');
	}
	return days;
}

/** Reads payments and says which of them should worry somebody. Changes nothing. */
export const audit: TaskOperation = {
	kind: 'task',
	option: {
		name: 'Audit Payments',
		value: 'audit',
		action: 'Audit payments',
		description:
			'Find payments that need attention: large, repeated, card testing, unusual countries, refunds and more. Sends one request per account.',
	},
	fields: [
		...paymentScopeFields,
		...paymentRuleFields,
		lookBackField,
		holdsField,
		outputsField,
		...outputFields(paymentFindingShape, 'raw'),
		reportsField,
		readOptions,
	],
	subtitle: 'audit payments: {scope}',
	subtitleWords: PAYMENT_SCOPE_WORDS,
	tool: 'Checks payments against rules (card testing, repeated payments, new countries, payments on unusable cards, refunds and more) and lists what it found, with severity, transaction, card ID and account ID; an empty list means that nothing was found. Declined payments are not visible. Asks OffBlocks once per account. Changes nothing.',
	risk: 'read',
	outputs: 'Findings',
	prepare(parameters) {
		const order = readOrder(parameters);
		return { run: async (tools) => await run(order, tools) };
	},
};

async function run(order: Order, tools: TaskTools): Promise<INodeExecutionData[][]> {
	const { calendar, outputs, shaped } = order;
	const now = Date.now();
	const from = calendar.dayEnd(now, -order.lookBack - 1);
	const scene: PaymentScene = { now, from, calendar, isCountry, periods: new Periods(calendar) };
	const { summary, findings } = await look(order, tools, scene);

	const toOutput = toItem(tools.itemIndex);
	const found = await mapInSlices(findings, (finding) =>
		toOutput(shaped(finding as unknown as IDataObject)),
	);
	const files = filesOf(order, summary, findings);
	const item = await attachFiles(tools.context, order.reports, files, toOutput(summary));
	return toOutputs(outputs, found, item);
}

async function look(
	{ accountIds, rules, holdIds, lookBack }: Order,
	tools: TaskTools,
	scene: PaymentScene,
) {
	const accounts = await readScoped(tools, accountIds);
	const { byId: cards } = await readCards(tools.read, accountIds, () => new PaidCards());
	const audit = new PaymentAudit(rules, scene);
	let holds = 0;
	await readByCustomer(
		tools,
		accounts,
		(transaction, account) => paymentOf(transaction, account, cards),
		async (payments) => {
			holds += await readHolds(payments);
			await inSlices(audit.judge(payments));
		},
	);
	await tools.sideBySide(holdIds.length, async (at) => {
		const hold = await readHold(tools, holdIds[at]);
		audit.addHold(hold, hold.cardId === undefined ? undefined : cards.get(hold.cardId));
		return true;
	});
	await inSlices(audit.use(cards.values()));
	const findings = await inSlices(audit.conclude());
	const { counts } = audit;
	const seen = {
		accounts: accounts.length,
		cards: cards.size,
		holds: holds + holdIds.length,
		lookBack,
	};
	const summary = summarisePayments({ ...seen, counts }, findings, rules, scene);
	return { summary, findings };

	/** Reads the authorisations that rules need; one that OffBlocks no longer has stays unknown. */
	async function readHolds(payments: Payment[]): Promise<number> {
		const wanted = payments.filter((payment) => audit.needsHold(payment));
		for (const payment of wanted) {
			payment.hold = await readHold(tools, payment.transaction.authorisationId!).catch(
				(error: unknown) => {
					if (error instanceof ApiError && error.kind === 'notFound') return undefined;
					throw error;
				},
			);
		}
		return wanted.length;
	}
}

function filesOf(
	{ calendar }: Order,
	summary: PaymentSummary,
	findings: PaymentFinding[],
): Attachable {
	const day = calendar.day(Date.parse(summary.auditedAt));
	return {
		pageName: `payment-audit-${day}.html`,
		page: () => paymentReport(summary, findings, calendar),
		tableField: 'findings',
		tableName: `payment-findings-${day}.csv`,
		table: async () => await inSlices(paymentCsv(findings)),
	};
}
