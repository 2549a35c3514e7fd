import { Audit, Calendar, summarise, type Comparison, type Scene } from './audit';
import type { Card } from './card';
import { findingsFor, simplifyForAgent } from '../../engine/toolDescription';
import { readRules, ruleFields } from './audit/ruleFields';
import { readCards, readScope, scopeFields } from './readCards';
import type { CardOperation } from '../../engine/Operation';
import { ChangeLook } from './changes/ChangeLook';
import { isCountry } from '../../shared/countries';
import { showFor } from './fields';
import { inSlices, mapInSlices } from '../../shared/slices';
import { readOptions } from '../../engine/sendingOptions';
import { outputField, toItem, toOutputs, type Output } from '../../engine/outputs';
import { ownRulesField, readOwnRules } from './audit/ownRuleFields';
import { attachReports, readReports, reportsField } from './audit/reportFiles';
import { checkpointField, compareField, readAtOnce, USUALLY_WATCHED } from './changes/watchFields';

/** Reads cards and says which of them should worry somebody. Changes nothing. */
export const audit: CardOperation = {
	option: {
		name: 'Audit',
		value: 'audit',
		action: 'Audit cards',
		description: 'Find the cards to worry about: expiring, stuck, suspended, doubled, incomplete',
	},
	fields: showFor(
		['audit'],
		[
			...scopeFields,
			...ruleFields,
			ownRulesField,
			outputField,
			simplifyForAgent,
			reportsField,
			compareField,
			{ ...checkpointField, displayOptions: { show: { compare: [true] } } },
			readOptions,
		],
	),
	prepare(parameters) {
		const accountIds = readScope(parameters);
		const rules = [...readRules(parameters), ...readOwnRules(parameters)];
		const output = parameters.value('output', 'both') as Output;
		const reports = output === 'items' ? [] : readReports(parameters);
		const calendar = new Calendar(parameters.timezone());
		const compare = parameters.value('compare', false) === true;
		const atOnce = readAtOnce(parameters);
		const shown = findingsFor(parameters);
		return {
			async run(tools) {
				const { context, itemIndex } = tools;
				const scene: Scene = { now: Date.now(), calendar, isCountry };
				const look =
					compare && itemIndex === 0
						? await ChangeLook.start(context, { accountIds, watched: USUALLY_WATCHED, atOnce })
						: undefined;
				const begin = () => new Round(new Audit(rules, scene), look?.begin());
				const seen = await readCards(tools, accountIds, begin);

				const findings = await inSlices(seen.audit.conclude());
				const changes = look && seen.changes && (await look.end(seen.changes, scene.now));
				const summary = summarise(seen.audit.counts, findings, rules, scene, changes?.summary);
				const item = toItem(itemIndex);
				const content = { summary, findings, changes: changes?.changes, calendar };
				const summaryItem = await attachReports(context, reports, content, item(summary));
				const items = await mapInSlices(findings, (finding) => item(shown(finding)));
				return toOutputs(output, items, summaryItem);
			},
		};
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
