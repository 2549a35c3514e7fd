import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RunOperation } from '../../engine/Operation';
import type { Parameters } from '../../engine/ItemParameters';
import { outputsField, readOutputs, toItem, toOutputs } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { outputFields, readShape } from '../../engine/shape';
import { isCountry } from '../../shared/countries';
import { inSlices, mapInSlices } from '../../shared/slices';
import { findingShape } from './agentShapes';
import {
	AcceptedList,
	Audit,
	dayNumbers,
	InputHash,
	summarise,
	type Comparison,
	type Finding,
	type Scene,
} from './audit';
import { acceptedFields, readAccepted } from './audit/accepted/acceptedFields';
import { applyAccepted, isAccepted } from './audit/accepted/applyAccepted';
import { readOrigin } from './audit/evidence/readOrigin';
import { withExternalIds } from './audit/externalIds';
import { ownRulesField, readOwnRules } from './audit/ownRuleFields';
import { attachReports, readReports, reportsField } from './audit/reportFiles';
import { allRules, readRules, ruleFields } from './audit/ruleFields';
import type { Card } from './card';
import { ChangeLook } from './changes/ChangeLook';
import {
	checkpointField,
	compareField,
	readAtOnce,
	readMadeUp,
	trialField,
	USUALLY_WATCHED,
} from './changes/watchFields';
import { readCards, readScope, scopeFields, SCOPE_WORDS } from './readCards';

const lookUpField: INodeProperties = {
	displayName: 'Look Up External IDs',
	name: 'lookUpExternalIds',
	type: 'boolean',
	default: false,
	description:
		"Whether findings also carry the customer's external ID. It takes two more requests, for all accounts and all customers.",
};

/** What one item asks of an audit. */
type Order = ReturnType<typeof readOrder>;

function readOrder(parameters: Parameters) {
	const outputs = readOutputs(parameters);
	const calendar = parameters.calendar();
	const ownRules = readOwnRules(parameters, calendar);
	return {
		accountIds: readScope(parameters),
		rules: [...readRules(parameters), ...ownRules],
		accepted: readAccepted(parameters, calendar, [
			...allRules,
			...ownRules.map(({ rule }) => rule),
		]),
		outputs,
		reports: outputs === 'items' ? [] : readReports(parameters),
		calendar,
		compare: parameters.value('compare', false) === true,
		atOnce: readAtOnce(parameters),
		lookUp: parameters.value('lookUpExternalIds', false) === true,
		madeUp: readMadeUp(parameters),
		shaped: readShape(parameters, findingShape),
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
		...acceptedFields,
		outputsField,
		...outputFields(findingShape, 'raw'),
		reportsField,
		compareField,
		{ ...checkpointField, displayOptions: { show: { compare: [true] } } },
		lookUpField,
		{ ...trialField, displayOptions: { show: { compare: [true] } } },
		readOptions,
	],
	subtitle: 'audit: {scope}',
	subtitleWords: SCOPE_WORDS,
	tool: 'Checks payment cards against rules (expiring, stuck in issuing, suspended, missing data and more) and lists what it found, with severity, card ID and account ID; an empty list means that nothing was found. Changes nothing.',
	risk: 'read',
	outputs: 'Findings',
	prepare: readOrder,
	async run({ context, read, each }, items) {
		// The node has one memory: only the audit of the first input item is compared with the last one.
		const [first] = items;
		const rows = items.flatMap(({ prepared }) => prepared.accepted.rows);
		const orders = first?.prepared.accepted.fromInput ? [first] : items;
		return await each(orders, async (item) => {
			const { accountIds, rules, accepted, outputs, reports, calendar } = item.prepared;
			const scene: Scene = { now: Date.now(), calendar, isCountry };
			const { compare, atOnce, madeUp, lookUp, shaped } = item.prepared;
			const look =
				compare && item === first
					? await ChangeLook.start(context, {
							accountIds,
							watched: USUALLY_WATCHED,
							atOnce,
							madeUp,
						})
					: undefined;
			const begin = () => new Round(new Audit(rules, scene), look?.begin());
			const seen = await readCards(read, accountIds, begin);

			const list = new AcceptedList(accepted.fromInput ? rows : accepted.rows, scene.now);
			const found = await inSlices(seen.audit.conclude());
			let findings = await inSlices(applyAccepted(found, list));
			if (lookUp) findings = await withExternalIds(read, findings);
			const numbers = dayNumbers(seen.audit.counts, ...parted(findings), scene);
			const titles = new Map(rules.map(({ rule }) => [rule.name, rule.title]));
			const result =
				look &&
				seen.changes &&
				(await look.end(seen.changes, scene.now, { findings, rules: titles, calendar, numbers }));
			const [open, acceptedOnes] = parted(result?.compared?.findings ?? findings);
			const summary = summarise(seen.audit.counts, open, rules, scene, result?.summary, {
				accepted: acceptedOnes,
				acceptedList: accepted.isGiven ? list.counts : undefined,
				compared: result?.compared,
				history: result?.history,
				origin: await readOrigin(context, accountIds),
				inputHash: seen.hash.end(),
			});
			const toOutput = toItem(item.itemIndex);
			const content = {
				summary,
				findings: open,
				accepted: acceptedOnes,
				resolved: result?.compared?.resolved,
				changes: result?.changes,
				calendar,
			};
			const summaryItem = await attachReports(context, reports, content, toOutput(summary));
			const items = await mapInSlices(open, (finding) =>
				toOutput(shaped(finding as unknown as IDataObject)),
			);
			return toOutputs(outputs, items, summaryItem);
		});
	},
};

/** Findings that are open, and those that somebody has accepted. */
function parted(findings: readonly Finding[]): [open: Finding[], accepted: Finding[]] {
	const open: Finding[] = [];
	const accepted: Finding[] = [];
	for (const finding of findings) (isAccepted(finding) ? accepted : open).push(finding);
	return [open, accepted];
}

/** One reading of the cards: each is audited, compared, and counted into the hash. */
class Round {
	readonly audit: Audit;

	readonly changes: Comparison | undefined;

	readonly hash = new InputHash();

	constructor(audited: Audit, changes: Comparison | undefined) {
		this.audit = audited;
		this.changes = changes;
	}

	add(card: Card): void {
		this.hash.add(card);
		this.audit.add(card);
		this.changes?.add(card);
	}
}
