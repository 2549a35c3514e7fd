import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readEvery } from '../../engine/list/readEvery';
import type { Parameters } from '../../engine/ItemParameters';
import type { PreparedItem, Read, RunOperation, RunTools } from '../../engine/Operation';
import { readOptions } from '../../engine/sendingOptions';
import type { Shape } from '../../engine/shape';
import { isCountry } from '../../shared/countries';
import { inSlices } from '../../shared/slices';
import { auditFields, readAudit } from '../audit/auditFields';
import { outputsOf } from '../audit/auditOutputs';
import { acceptedOf, auditsOf, conclude, type Turn } from '../audit/conclude';
import { FindingLook } from '../audit/FindingLook';
import { FINDING_FIELDS, LIFE_FIELDS } from '../card/agentShapes';
import { InputHash } from '../card/audit';
import { statusesOf } from '../card/audit/Counts';
import type { FindingBase, Scene } from '../card/audit/types';
import { readCards } from '../card/readCards';
import { simplifyCard } from '../card/shape';
import type { Customer } from '../customer/customer';
import { auditProgramme, summariseProgramme } from './audit/auditProgramme';
import {
	allProgrammeRules,
	programmeRuleFields,
	readProgrammeRules,
	withRosterOf,
} from './audit/offeredRules';
import { ProgrammeView } from './audit/ProgrammeView';
import { programmeReport } from './audit/report';
import type { ActiveProgrammeRule, ProgrammeCard } from './audit/types';
import { readAccounts } from './readAccounts';

/** Findings hold the facts of a card; a model is given them simplified. */
const shape: Shape = {
	simplify: ({ card, ...rest }) => ({
		...rest,
		card: card ? simplifyCard({ ...(card as IDataObject) }) : null,
	}),
	fields: [...FINDING_FIELDS, 'otherCardIds', ...LIFE_FIELDS],
};

function readOrder(parameters: Parameters) {
	return {
		...readProgrammeRules(parameters),
		audit: readAudit(parameters, shape, allProgrammeRules),
	};
}

type Order = ReturnType<typeof readOrder>;

/** Reads customers, accounts and cards and says what does not fit together. Changes nothing. */
export const audit: RunOperation<Order> = {
	kind: 'run',
	option: {
		name: 'Audit',
		value: 'audit',
		action: 'Audit accounts',
		description:
			'Find accounts and cards that do not fit together: live cards on closed accounts, people who are not on your roster, shared addresses. Runs once, regardless of the number of input items.',
	},
	fields: [...programmeRuleFields, ...auditFields(shape), readOptions],
	subtitle: 'audit: accounts',
	tool: 'Checks how customers, accounts and cards fit together (live cards on closed accounts or of rejected customers, accounts without a card, shared addresses, many cards at once and more) and lists what it found, with severity, card ID and account ID; an empty list means that nothing was found. Changes nothing.',
	risk: 'read',
	outputs: 'Findings',
	prepare: readOrder,
	async run(tools, items) {
		// All items together are the roster and the accepted list; there is one programme to look at.
		const rules = withRosterOf(items.map(({ prepared }) => prepared));
		const audits = auditsOf(items).slice(0, 1);
		return await tools.each(audits, async (item) => await auditOne(tools, item, rules));
	},
};

async function auditOne(
	{ context, read: given }: RunTools,
	{ itemIndex, prepared }: PreparedItem<Order & Turn>,
	rules: ActiveProgrammeRule[],
): Promise<INodeExecutionData[][]> {
	const { audit: order } = prepared;
	const { calendar } = order;
	const scene: Scene = { now: Date.now(), calendar, isCountry };
	const list = await acceptedOf(prepared, scene.now);
	const hash = new InputHash();
	const look = await FindingLook.start(context, 'accounts', order);
	const programme = await readProgramme(hash.reading(given));
	const { customers, accounts, cards } = programme;
	let byId: Map<string, ProgrammeCard> | undefined;
	const cardOf = (id: string) => (byId ??= new Map(cards.map((card) => [card.id, card]))).get(id);
	const seen = { isLookedAt: () => true, cardOf };
	const { open, accepted, resolved, life } = await conclude<FindingBase>(context, order, {
		found: await inSlices(auditProgramme(programme, rules, scene)),
		list,
		rules,
		scene,
		cards: statusesOf(cards),
		accountIds: undefined,
		read: {
			customersRead: customers.size,
			accountsRead: accounts.size,
			cardsRead: cards.length,
		},
		hash,
		...(look ? { compare: async (audited) => await look.end(audited, seen, scene.now) } : {}),
	});
	const summary = summariseProgramme(programme, open, rules, scene, life);
	const content = { summary, findings: open, accepted, resolved, calendar };
	return await outputsOf(context, order, itemIndex, programmeReport(content));
}

async function readProgramme(read: Read): Promise<ProgrammeView> {
	const customers = await readEvery(
		read,
		'/customers',
		'customers',
		(customer) => customer as unknown as Customer,
	);
	const accounts = await readAccounts(read);
	return await readCards(read, undefined, () => new ProgrammeView(customers, accounts));
}
