import type { IDataObject } from 'n8n-workflow';
import { readEvery } from '../../engine/list/readEvery';
import type { Parameters } from '../../engine/ItemParameters';
import type { Read, RunOperation } from '../../engine/Operation';
import { outputsField, readOutputs, toItem, toOutputs } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { outputFields, readShape, type Shape } from '../../engine/shape';
import { isCountry } from '../../shared/countries';
import { inSlices, mapInSlices } from '../../shared/slices';
import { attachFiles, type Attachable } from '../attachFiles';
import { FINDING_FIELDS } from '../card/agentShapes';
import { csvOf } from '../card/audit';
import { readReports, reportsField } from '../card/audit/reportFiles';
import type { FindingBase, Scene } from '../card/audit/types';
import { readCards } from '../card/readCards';
import { simplifyCard } from '../card/shape';
import type { Customer } from '../customer/customer';
import { auditProgramme, summariseProgramme, type ProgrammeSummary } from './audit/auditProgramme';
import { programmeRuleFields, readProgrammeRules, withRosterOf } from './audit/offeredRules';
import { ProgrammeView } from './audit/ProgrammeView';
import { programmeReport } from './audit/report';
import { readAccounts } from './readAccounts';

/** Findings hold the facts of a card; a model is given them simplified. */
const shape: Shape = {
	simplify: ({ card, ...rest }) => ({
		...rest,
		card: card ? simplifyCard({ ...(card as IDataObject) }) : null,
	}),
	fields: [...FINDING_FIELDS, 'otherCardIds'],
};

function readOrder(parameters: Parameters) {
	const outputs = readOutputs(parameters);
	return {
		...readProgrammeRules(parameters),
		outputs,
		reports: outputs === 'items' ? [] : readReports(parameters),
		calendar: parameters.calendar(),
		shaped: readShape(parameters, shape),
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
	fields: [
		...programmeRuleFields,
		outputsField,
		...outputFields(shape, 'raw'),
		reportsField,
		readOptions,
	],
	subtitle: 'audit: accounts',
	tool: 'Checks how customers, accounts and cards fit together (live cards on closed accounts or of rejected customers, accounts without a card, shared addresses, many cards at once and more) and lists what it found, with severity, card ID and account ID; an empty list means that nothing was found. Changes nothing.',
	risk: 'read',
	outputs: 'Findings',
	prepare: readOrder,
	async run({ context, read, each }, items) {
		const rules = withRosterOf(items.map(({ prepared }) => prepared));
		return await each(items.slice(0, 1), async ({ prepared, itemIndex }) => {
			const { outputs, calendar, shaped } = prepared;
			const scene: Scene = { now: Date.now(), calendar, isCountry };
			const programme = await readProgramme(read);
			const findings = await inSlices(auditProgramme(programme, rules, scene));
			const summary = summariseProgramme(programme, findings, rules, scene);
			const toOutput = toItem(itemIndex);
			const found = await mapInSlices(findings, (finding) =>
				toOutput(shaped(finding as unknown as IDataObject)),
			);
			const files = filesOf(prepared, summary, findings);
			const item = await attachFiles(context, prepared.reports, files, toOutput(summary));
			return toOutputs(outputs, found, item);
		});
	},
};

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

function filesOf(
	{ calendar }: Order,
	summary: ProgrammeSummary,
	findings: FindingBase[],
): Attachable {
	const day = calendar.day(Date.parse(summary.auditedAt));
	return {
		pageName: `account-audit-${day}.html`,
		page: () => programmeReport(summary, findings, calendar),
		tableField: 'findings',
		tableName: `account-findings-${day}.csv`,
		table: async () => await inSlices(csvOf(findings)),
	};
}
