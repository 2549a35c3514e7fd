import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { ApiError } from '../../api/ApiError';
import type { Parameters } from '../../engine/ItemParameters';
import type { PreparedItem, RunOperation, RunTools as Tools } from '../../engine/Operation';
import { readOptions } from '../../engine/sendingOptions';
import { readChoices, uuid } from '../../shared/choices';
import { isCountry } from '../../shared/countries';
import { Periods } from '../../shared/periods';
import { inSlices } from '../../shared/slices';
import { readScoped } from '../account/readAccounts';
import { auditFields, readAudit } from '../audit/auditFields';
import { outputsOf } from '../audit/auditOutputs';
import { acceptedOf, auditsOf, conclude, type Turn } from '../audit/conclude';
import { FindingLook, type Seen } from '../audit/FindingLook';
import type { Authorisation } from '../authorisation/authorisation';
import { InputHash } from '../card/audit';
import { statusesOf } from '../card/audit/Counts';
import { lookUpField, withExternalIds } from '../card/audit/externalIds';
import { readCards, readScope } from '../card/readCards';
import { paymentFindingShape } from './audit/findingShape';
import { lookBackField, readLookBack } from './audit/lookBack';
import { allPaymentRules, paymentRuleFields, readPaymentRules } from './audit/offeredRules';
import { PaidCards } from './audit/PaidCards';
import { paymentOf } from './audit/payment';
import { PaymentAudit } from './audit/PaymentAudit';
import { paymentReport } from './audit/report';
import { summarisePayments } from './audit/summary';
import type { Payment, PaymentFinding, PaymentScene } from './audit/types';
import { readByCustomer, readHold } from './readPayments';
import { PAYMENT_SCOPE_WORDS, paymentScopeFields } from './scope';

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
	const holds = parameters.value('authorisationIds', '');
	return {
		accountIds: readScope(parameters),
		rules: readPaymentRules(parameters),
		holdIds: [...readChoices('Holds to Check', holds, uuid, parameters)],
		lookBack: readLookBack(parameters),
		audit: readAudit(parameters, paymentFindingShape, allPaymentRules),
		lookUp: parameters.value('lookUpExternalIds', false) === true,
	};
}

type Order = ReturnType<typeof readOrder>;

/** Reads payments and says which of them should worry somebody. Changes nothing. */
export const audit: RunOperation<Order> = {
	kind: 'run',
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
		...auditFields(paymentFindingShape),
		{
			...lookUpField,
			description:
				"Whether findings also carry the customer's external ID. It takes one more request, for all customers.",
		},
		readOptions,
	],
	subtitle: 'audit payments: {scope}',
	subtitleWords: PAYMENT_SCOPE_WORDS,
	tool: 'Checks payments against rules (card testing, repeated payments, new countries, payments on unusable cards, refunds and more) and lists what it found, with severity, transaction, card ID and account ID; an empty list means that nothing was found. Declined payments are not visible. Asks OffBlocks once per account. Changes nothing.',
	risk: 'read',
	outputs: 'Findings',
	prepare: readOrder,
	async run(tools, items) {
		return await tools.each(auditsOf(items), async (item) => await auditOne(tools, item));
	},
};

async function auditOne(
	{ context, read: given, sideBySide }: Tools,
	{ itemIndex, prepared }: PreparedItem<Order & Turn>,
): Promise<INodeExecutionData[][]> {
	const { accountIds, audit: order, rules, lookBack, lookUp, isFirst } = prepared;
	const { calendar } = order;
	const now = Date.now();
	const from = calendar.dayEnd(now, -lookBack - 1);
	const scene: PaymentScene = { now, from, calendar, isCountry, periods: new Periods(calendar) };
	const list = await acceptedOf(prepared, now);
	const hash = new InputHash();
	const read = hash.reading(given);
	const look = isFirst
		? await FindingLook.start(context, 'payments', order, accountIds)
		: undefined;

	const looked = await lookAtPayments(prepared, { read, sideBySide }, scene);
	const { accounts, cards, payments } = looked;
	const seen: Seen = {
		isLookedAt: (then) =>
			(!then.accountId || accounts.has(then.accountId.toLowerCase())) && payments.isLookedAt(then),
		isPast: (then) => payments.isPast(then),
		cardOf: (id) => cards.get(id),
	};
	const { open, accepted, resolved, life } = await conclude<PaymentFinding>(context, order, {
		found: await inSlices(payments.conclude()),
		list,
		rules,
		scene,
		cards: statusesOf(cards.values()),
		accountIds,
		read: {
			accountsRead: accounts.size,
			cardsRead: cards.size,
			transactionsRead: payments.counts.transactions,
			authorisationsRead: looked.holds,
		},
		lookBack,
		hash,
		...(lookUp
			? { complete: async (findings) => await withExternalIds(read, findings, accounts) }
			: {}),
		...(look ? { compare: async (audited) => await look.end(audited, seen, now) } : {}),
	});
	const numbers = {
		accounts: accounts.size,
		cards: cards.size,
		holds: looked.holds,
		lookBack,
		counts: payments.counts,
	};
	const summary = summarisePayments(numbers, open, rules, scene, life);
	const content = { summary, findings: open, accepted, resolved, calendar };
	return await outputsOf(context, order, itemIndex, paymentReport(content));
}

async function lookAtPayments(
	{ accountIds, rules, holdIds }: Order,
	tools: Pick<Tools, 'read' | 'sideBySide'>,
	scene: PaymentScene,
) {
	const accounts = await readScoped(tools, accountIds);
	const { byId: cards } = await readCards(tools.read, accountIds, () => new PaidCards());
	const payments = new PaymentAudit(rules, scene);
	let holds = holdIds.length;
	await readByCustomer(
		tools,
		accounts,
		(transaction, account) => paymentOf(transaction, account, cards),
		async (some) => {
			const wanted = some.filter((payment) => payments.needsHold(payment));
			for (const payment of wanted) payment.hold = await holdOf(tools, payment);
			holds += wanted.length;
			await inSlices(payments.judge(some));
		},
	);
	await tools.sideBySide(holdIds.length, async (at) => {
		const hold = await readHold(tools, holdIds[at]);
		payments.addHold(hold, hold.cardId === undefined ? undefined : cards.get(hold.cardId));
		return true;
	});
	await inSlices(payments.use(cards.values()));
	const customerOf = new Map(accounts.map(({ id, customerId }) => [id.toLowerCase(), customerId]));
	return { accounts: customerOf, cards, payments, holds };
}

/** The payment's authorisation; one that OffBlocks no longer has stays unknown. */
async function holdOf(
	tools: Pick<Tools, 'read'>,
	{ transaction }: Payment,
): Promise<Authorisation | undefined> {
	return await readHold(tools, transaction.authorisationId!).catch((error: unknown) => {
		if (error instanceof ApiError && error.kind === 'notFound') return undefined;
		throw error;
	});
}
