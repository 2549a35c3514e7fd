import type { IDataObject } from 'n8n-workflow';
import type { RunOperation } from '../../engine/Operation';
import { outputsField, readOutputs, toItem, toOutputs } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { outputFields, readShape } from '../../engine/shape';
import { isCountry } from '../../shared/countries';
import { inSlices, mapInSlices } from '../../shared/slices';
import { findingShape } from './agentShapes';
import { Audit, summarise, type Comparison, type Scene } from './audit';
import { ownRulesField, readOwnRules } from './audit/ownRuleFields';
import { attachReports, readReports, reportsField } from './audit/reportFiles';
import { readRules, ruleFields } from './audit/ruleFields';
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

import type { Parameters } from '../../engine/ItemParameters';
/** What one item asks of an audit. */
type Order = ReturnType<typeof readOrder>;

function readOrder(parameters: Parameters) {
	const outputs = readOutputs(parameters);
	return {
		accountIds: readScope(parameters),
		rules: [...readRules(parameters), ...readOwnRules(parameters)],
		outputs,
		reports: outputs === 'items' ? [] : readReports(parameters),
		calendar: parameters.calendar(),
		compare: parameters.value('compare', false) === true,
		atOnce: readAtOnce(parameters),
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
		outputsField,
		...outputFields(findingShape),
		reportsField,
		compareField,
		{ ...checkpointField, displayOptions: { show: { compare: [true] } } },
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
		return await each(items, async (item) => {
			const { accountIds, rules, outputs, reports, calendar, compare, atOnce, madeUp, shaped } =
				item.prepared;
			const scene: Scene = { now: Date.now(), calendar, isCountry };
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

			const findings = await inSlices(seen.audit.conclude());
			const changes = look && seen.changes && (await look.end(seen.changes, scene.now));
			const summary = summarise(seen.audit.counts, findings, rules, scene, changes?.summary);
			const toOutput = toItem(item.itemIndex);
			const content = { summary, findings, changes: changes?.changes, calendar };
			const summaryItem = await attachReports(context, reports, content, toOutput(summary));
			const found = await mapInSlices(findings, (finding) =>
				toOutput(shaped(finding as unknown as IDataObject)),
			);
			return toOutputs(outputs, found, summaryItem);
		});
	},
};

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
