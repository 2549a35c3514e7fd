import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import {
	countryNotAllowed,
	SEVERITIES,
	standardRules,
	type ActiveRule,
	type Rule,
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
	{ label, usual, min, max }: NonNullable<Rule['threshold']>,
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
function ruleGroup(rule: Rule, more: INodeProperties[] = []): INodePropertyCollection {
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

const groups = alphabetical(
	[
		...standardRules.map((rule) => ruleGroup(rule)),
		ruleGroup(countryNotAllowed(new Set()), [countriesField]),
	],
	({ displayName }) => displayName,
);

export const ruleFields: INodeProperties[] = [
	{
		displayName: 'Rules',
		name: 'ruleSet',
		type: 'options',
		options: [
			{
				name: 'All, with Default Thresholds',
				value: 'usual',
				description: 'All rules that work without settings. Adjust them or switch them off below.',
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
		options: groups,
		description: 'Thresholds and severities of individual rules',
	},
];

/** The rules that an item asks for, as they are to run. */
export function readRules(parameters: Parameters): ActiveRule[] {
	const chosenOnly = parameters.value('ruleSet', 'usual') === 'chosen';
	const settings = (parameters.value('rules', {}) ?? {}) as Record<string, IDataObject | undefined>;
	const wanted = (name: string) =>
		settings[name] ? settings[name].enabled !== false : !chosenOnly;

	const active = standardRules
		.filter(({ name }) => wanted(name))
		.map((rule) => activate(rule, settings[rule.name], parameters));
	const countries = settings.countryNotAllowed;
	if (countries && countries.enabled !== false) {
		active.push(
			activate(countryNotAllowed(readAllowed(countries, parameters)), countries, parameters),
		);
	}
	return active;
}

/** A rule with the user's threshold and severity, or its usual ones. */
export function activate(
	rule: Rule,
	settings: IDataObject | undefined,
	parameters: Parameters,
): ActiveRule {
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
