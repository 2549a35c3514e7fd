import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ownRule, type ActiveRule, type ConditionError } from './';
import { activate, severityField } from './ruleFields';
import type { Parameters } from '../../../engine/ItemParameters';
import { plainText } from '../../../shared/values';

export const ownRulesField: INodeProperties = {
	displayName: 'Own Rules',
	name: 'ownRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Own Rule',
	default: {},
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. French cards that expire soon',
					description: 'What the findings of this rule say. It is part of their IDs.',
				},
				{
					displayName: 'Condition',
					name: 'condition',
					type: 'string',
					default: '',
					placeholder: 'e.g. status == "active" && billingAddress.country == "FR"',
					description:
						'What must be true of a card. Fields: status, type, name, network, maskedPan, lastFour, expirationDate, billingAddress.country (city, …), createdAt, updatedAt, and in days: expiresInDays, ageInDays, unchangedForDays. Compare with ==, !=, &lt;, &gt;, in ["a", "b"]; join with &&, ||, !. It is looked at once a card; an n8n expression in it is resolved once an input item.',
				},
				severityField('medium'),
			],
		},
	],
	description: 'What else to look for, each a condition on a card',
};

/** The user's own rules of an item. */
export function readOwnRules(parameters: Parameters): ActiveRule[] {
	const given = (parameters.value('ownRules.rule', []) ?? []) as IDataObject[];
	const names = new Set<string>();
	return given.flatMap((settings, index) => {
		const name = plainText(settings.name);
		const which = `Own Rule ${index + 1}`;
		if (!name) parameters.problem(`${which}: Name is empty`);
		else if (names.has(name)) parameters.problem(`${which}: there are two called "${name}"`);
		names.add(name);
		try {
			return [activate(ownRule(name, plainText(settings.condition)), settings, parameters)];
		} catch (error) {
			const { message } = error as ConditionError;
			parameters.problem(`${which}: Condition cannot be read: ${message}`);
			return [];
		}
	});
}
