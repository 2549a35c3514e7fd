import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ownRule, type ActiveRule, type ConditionError } from './';
import { writeCondition, type BuiltConditions } from './condition/builder';
import { activate, severityField } from './ruleFields';
import type { Parameters } from '../../../engine/ItemParameters';
import type { Calendar } from '../../../shared/Calendar';
import { plainText } from '../../../shared/values';

const FIELDS =
	'Fields: status, type, name, network, maskedPan, lastFour, expirationDate, billingAddress.country (firstLine, secondLine, city, state, postCode), id, accountId, createdAt, updatedAt, and in days: expiresInDays, ageInDays, unchangedForDays.';

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. French cards that expire soon',
	description: 'What the findings of this rule say. It is part of their IDs.',
};

export const ownRulesField: INodeProperties = {
	displayName: 'Custom Rules',
	name: 'ownRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Custom Rule',
	default: {},
	options: [
		{
			displayName: 'Conditions',
			name: 'built',
			values: [
				nameField,
				{
					displayName: 'Conditions',
					name: 'conditions',
					type: 'filter',
					default: {
						conditions: [
							{
								id: 'status',
								leftValue: '={{ $json.status }}',
								rightValue: 'active',
								operator: { type: 'string', operation: 'equals' },
							},
						],
						combinator: 'and',
					},
					typeOptions: { filter: { caseSensitive: true, typeValidation: 'loose', version: 2 } },
					description: `What must be true of a card. On the left stands one of the card's fields, written as in the first line of a new rule; the preview cannot show its value. ${FIELDS}`,
				},
				severityField('medium'),
			],
		},
		{
			displayName: 'Typed Condition',
			name: 'rule',
			values: [
				nameField,
				{
					displayName: 'Condition',
					name: 'condition',
					type: 'string',
					default: '',
					placeholder: 'e.g. status == "active" && billingAddress.country == "FR"',
					description: `What must be true of a card. ${FIELDS} Compare with ==, !=, &lt;, &gt;, in ["a", "b"]; join with &&, ||, !. It is evaluated once per card; an n8n expression in it is resolved once per input item.`,
				},
				severityField('medium'),
			],
		},
	],
	description: 'What else to look for, each a condition on a card',
};

/** The user's own rules of an item. */
export function readOwnRules(parameters: Parameters, calendar: Calendar): ActiveRule[] {
	const names = new Set<string>();
	const read = (settings: IDataObject, which: string, condition: () => string): ActiveRule[] => {
		const name = plainText(settings.name);
		if (!name) parameters.problem(`${which}: Name is empty`);
		else if (names.has(name)) parameters.problem(`${which}: there are two called "${name}"`);
		names.add(name);
		try {
			return [activate(ownRule(name, condition()), settings, parameters)];
		} catch (error) {
			const { message } = error as ConditionError;
			parameters.problem(`${which}: Invalid condition: ${message}`);
			return [];
		}
	};
	const listOf = (group: string) =>
		(parameters.value(`ownRules.${group}`, []) ?? []) as IDataObject[];
	const written = (parameters.written('ownRules') ?? {}) as { built?: IDataObject[] };
	const [built, typed] = [listOf('built'), listOf('rule')];
	return [
		...built.flatMap((settings, index) =>
			read(settings, `Custom Rule ${index + 1}`, () =>
				writeCondition(
					(settings.conditions ?? {}) as BuiltConditions,
					(written.built?.[index]?.conditions ?? {}) as BuiltConditions,
					calendar,
				),
			),
		),
		...typed.flatMap((settings, index) =>
			read(settings, `Custom Rule ${built.length + index + 1}`, () =>
				plainText(settings.condition),
			),
		),
	];
}
