import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import {
	countryNotAllowed,
	SEVERITIES,
	standardRules,
	type Active,
	type ActiveRule,
	type Rule,
	type RuleBase,
	type Severity,
} from './';
import { alphabetical } from '../../../shared/alphabetical';
import { readChoices } from '../../../shared/choices';
import { countryOptions, readCountry } from '../../../shared/countries';
import type { Parameters } from '../../../engine/ItemParameters';
import { plainNumber } from '../../../shared/values';

export const severityField = (severity: Severity): INodeProperties => ({
	displayName: 'Severity',
	name: 'severity',
	type: 'options',
	// Worst first, which tells more than the alphabet.
	options: SEVERITIES.map((value) => ({
		name: value.replace(/^./, (first) => first.toUpperCase()),
		value,
	})),
	default: severity,
});

const enabledField: INodeProperties = {
	displayName: 'Enabled',
	name: 'enabled',
	type: 'boolean',
	default: true,
	description: 'Whether to check this rule',
};

function thresholdField(
	description: string,
	{ label, usual, min, max }: NonNullable<RuleBase['threshold']>,
): INodeProperties {
	return {
		displayName: label,
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: min, maxValue: max },
		default: usual,
		description,
	};
}

/** What the editor shows of a rule. */
function ruleGroup(rule: RuleBase, more: INodeProperties[] = []): INodePropertyCollection {
	const thresholdFields = rule.threshold ? [thresholdField(rule.description, rule.threshold)] : [];
	return {
		displayName: rule.title,
		name: rule.name,
		values: [enabledField, ...thresholdFields, ...more, severityField(rule.severity)],
	};
}

const countriesField: INodeProperties = {
	displayName: 'Allowed Countries',
	name: 'countries',
	type: 'multiOptions',
	options: countryOptions,
	default: [],
	description: 'In an expression, use a list of two-letter ISO 3166-1 codes, e.g. ["GB", "IE"]',
};

/** A rule as the editor offers it. */
export interface Offered<R extends RuleBase> {
	/** With settings of any kind: what the editor shows of it. */
	sample: R;
	/** Whether it runs where nobody asks for it. */
	unasked: boolean;
	/** Its settings besides threshold and severity. */
	fields?: INodeProperties[];
	/** The rule with its settings; the sample itself where absent. What is wrong with them goes to `parameters`. */
	make?(settings: IDataObject, parameters: Parameters): R;
}

const OFFERED: ReadonlyArray<Offered<Rule>> = [
	...standardRules.map((sample) => ({ sample, unasked: true })),
	{
		sample: countryNotAllowed(new Set()),
		unasked: false,
		fields: [countriesField],
		make: (settings, parameters) => countryNotAllowed(readAllowed(settings, parameters)),
	},
];

/** Every rule over cards, whether it runs or not. */
export const allRules: readonly Rule[] = OFFERED.map(({ sample }) => sample);

/** The fields by which rules are chosen and set. */
export function fieldsOf<R extends RuleBase>(
	offered: ReadonlyArray<Offered<R>>,
): INodeProperties[] {
	return [
		{
			displayName: 'Rules',
			name: 'ruleSet',
			type: 'options',
			options: [
				{
					name: 'All, with Default Thresholds',
					value: 'usual',
					description:
						'All rules that work without settings. Adjust them or switch them off below.',
				},
				{ name: 'Only the Rules Added Below', value: 'chosen' },
			],
			default: 'usual',
			description: 'What to look for',
		},
		{
			displayName: 'Rule Settings',
			name: 'rules',
			type: 'fixedCollection',
			placeholder: 'Add Rule',
			default: {},
			options: alphabetical(
				offered.map(({ sample, fields }) => ruleGroup(sample, fields)),
				({ displayName }) => displayName,
			),
			description: 'Thresholds and severities of individual rules',
		},
	];
}

/** The rules that an item asks for, as they are to run. */
export function readOffered<R extends RuleBase>(
	parameters: Parameters,
	offered: ReadonlyArray<Offered<R>>,
): Array<Active<R>> {
	const chosenOnly = parameters.value('ruleSet', 'usual') === 'chosen';
	const settings = (parameters.value('rules', {}) ?? {}) as Record<string, IDataObject | undefined>;
	return offered.flatMap(({ sample, unasked, make }) => {
		const given = settings[sample.name];
		const wanted = given ? given.enabled !== false : unasked && !chosenOnly;
		if (!wanted) return [];
		return [activate(make?.(given ?? {}, parameters) ?? sample, given, parameters)];
	});
}

export const ruleFields: INodeProperties[] = fieldsOf(OFFERED);

export function readRules(parameters: Parameters): ActiveRule[] {
	return readOffered(parameters, OFFERED);
}

/** A rule with the user's threshold and severity, or its usual ones. */
export function activate<R extends RuleBase>(
	rule: R,
	settings: IDataObject | undefined,
	parameters: Parameters,
): Active<R> {
	const severity = (settings?.severity ?? rule.severity) as Severity;
	if (!SEVERITIES.includes(severity)) {
		parameters.problem(`${rule.title}: Severity must be one of ${SEVERITIES.join(', ')}`);
	}
	if (!rule.threshold) return { rule, severity, threshold: 0 };
	const { label, usual, min, max } = rule.threshold;
	const given = settings?.threshold;
	const threshold =
		given === undefined || given === null || given === '' ? usual : plainNumber(given);
	if (!Number.isInteger(threshold) || threshold < min || threshold > max) {
		parameters.problem(`${rule.title}: ${label} must be a whole number from ${min} to ${max}`);
	}
	return { rule, severity, threshold };
}

function readAllowed({ countries }: IDataObject, parameters: Parameters): Set<string> {
	const codes = readChoices('Country Not Allowed', countries, readCountry, parameters);
	if (!codes.size) parameters.problem('Country Not Allowed: choose the countries that are allowed');
	return codes;
}
