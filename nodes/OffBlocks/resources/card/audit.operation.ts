import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { PreparedItem, Read, RunOperation } from '../../engine/Operation';
import type { Parameters } from '../../engine/ItemParameters';
import { readOptions } from '../../engine/sendingOptions';
import { isCountry } from '../../shared/countries';
import { inSlices } from '../../shared/slices';
import { outputsOf } from '../audit/auditOutputs';
import { auditFields, readAudit } from '../audit/auditFields';
import { acceptedOf, auditsOf, conclude, type Turn } from '../audit/conclude';
import { findingShape } from './agentShapes';
import {
	Audit,
	cardReport,
	InputHash,
	summarise,
	type Comparison,
	type Finding,
	type Scene,
} from './audit';
import { lookUpField, withExternalIds } from './audit/externalIds';
import { ownRulesField, readOwnRules } from './audit/ownRuleFields';
import { allRules, readRules, ruleFields } from './audit/ruleFields';
import type { Card } from './card';
import { ChangeLook, type LookResult } from './changes/ChangeLook';
import type { Audited } from './changes/Look';
import { USUALLY_WATCHED } from './changes/watchFields';
import { readCards, readScope, scopeFields, SCOPE_WORDS } from './readCards';

/** What one item asks of an audit. */
type Order = ReturnType<typeof readOrder>;

function readOrder(parameters: Parameters) {
	const ownRules = readOwnRules(parameters, parameters.calendar());
	const known = [...allRules, ...ownRules.map(({ rule }) => rule)];
	return {
		accountIds: readScope(parameters),
		rules: [...readRules(parameters), ...ownRules],
		audit: readAudit(parameters, findingShape, known),
		lookUp: parameters.value('lookUpExternalIds', false) === true,
	};
}

/** Reads cards and says which of them should worry somebody. Changes nothing. */
export const audit: RunOperation<Order> = {
	kind: 'run',
	option: {
		name: 'Audit',
		value: 'audit',
		action: 'Audit cards',
		description:
			'Find cards that need attention: expiring, stuck, suspended, duplicate or incomplete',
	},
	fields: [
		...scopeFields,
		...ruleFields,
		ownRulesField,
		...auditFields(findingShape),
		lookUpField,
		readOptions,
	],
	subtitle: 'audit: {scope}',
	subtitleWords: SCOPE_WORDS,
	tool: 'Checks payment cards against rules (expiring, stuck in issuing, suspended, missing data and more) and lists what it found, with severity, card ID and account ID; an empty list means that nothing was found. Changes nothing.',
	risk: 'read',
	outputs: 'Findings',
	prepare: readOrder,
	async run({ context, read, each }, items) {
		return await each(auditsOf(items), async (item) => await auditOne(context, read, item));
	},
};

async function auditOne(
	context: IExecuteFunctions,
	given: Read,
	{ itemIndex, prepared }: PreparedItem<Order & Turn>,
): Promise<INodeExecutionData[][]> {
	const { accountIds, rules, audit: order, lookUp, isFirst } = prepared;
	const { calendar, atOnce, madeUp } = order;
	const scene: Scene = { now: Date.now(), calendar, isCountry };
	const list = await acceptedOf(prepared, scene.now);
	const hash = new InputHash();
	const read = hash.reading(given);
	const options = { accountIds, watched: USUALLY_WATCHED, atOnce, madeUp };
	const look = order.compare && isFirst ? await ChangeLook.start(context, options) : undefined;
	const begin = () => new Round(new Audit(rules, scene), look?.begin());
	const { audit, changes } = await readCards(read, accountIds, begin);
	let looked: LookResult | undefined;
	const compare = async (audited: Audited<Finding>) => {
		looked = await look!.end(changes!, scene.now, audited);
		return looked.audited!;
	};
	const { counts } = audit;
	const { open, accepted, resolved, life } = await conclude<Finding>(context, order, {
		found: await inSlices(audit.conclude()),
		list,
		rules,
		scene,
		cards: counts,
		accountIds,
		read: { cardsRead: counts.cards },
		hash,
		...(lookUp ? { complete: async (findings) => await withExternalIds(read, findings) } : {}),
		...(look ? { compare } : {}),
	});
	const summary = summarise(counts, open, rules, scene, looked?.summary, life);
	const content = {
		summary,
		findings: open,
		accepted,
		resolved,
		changes: looked?.changes,
		calendar,
	};
	return await outputsOf(context, order, itemIndex, cardReport(content));
}

/** One reading of the cards: each is audited and compared. */
class Round {
	readonly audit: Audit;

	readonly changes: Comparison | undefined;

	constructor(audited: Audit, changes: Comparison | undefined) {
		this.audit = audited;
		this.changes = changes;
	}

	add(card: Card): void {
		this.audit.add(card);
		this.changes?.add(card);
	}
}
