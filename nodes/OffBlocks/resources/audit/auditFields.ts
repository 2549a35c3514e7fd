import type { INodeProperties } from 'n8n-workflow';
import type { Parameters } from '../../engine/ItemParameters';
import { outputsField, readOutputs } from '../../engine/outputs';
import { outputFields, readShape, type Shape } from '../../engine/shape';
import { acceptedFields, readAccepted } from '../card/audit/accepted/acceptedFields';
import { readReports, reportsField } from '../card/audit/reportFiles';
import type { RuleBase } from '../card/audit/types';
import {
	checkpointField,
	compareField,
	readAtOnce,
	readMadeUp,
	trialField,
} from '../card/changes/watchFields';

const whereCompared = { show: { compare: [true] } };

/** What the form of every audit has below its rules. */
export const auditFields = (shape: Shape): INodeProperties[] => [
	...acceptedFields,
	outputsField,
	...outputFields(shape, 'raw'),
	reportsField,
	compareField,
	{ ...checkpointField, displayOptions: whereCompared },
	{ ...trialField, displayOptions: whereCompared },
];

/** What an item asks of an audit, besides its rules. */
export type AuditOrder = ReturnType<typeof readAudit>;

/** @param rules all that there are, also those that do not run today: accepted findings name them */
export function readAudit(
	parameters: Parameters,
	shape: Shape,
	rules: ReadonlyArray<Pick<RuleBase, 'name' | 'title'>>,
) {
	const outputs = readOutputs(parameters);
	const calendar = parameters.calendar();
	return {
		outputs,
		calendar,
		accepted: readAccepted(parameters, calendar, rules),
		reports: outputs === 'items' ? [] : readReports(parameters),
		compare: parameters.value('compare', false) === true,
		atOnce: readAtOnce(parameters),
		madeUp: readMadeUp(parameters),
		shaped: readShape(parameters, shape),
	};
}
