import type { INodeProperties } from 'n8n-workflow';
import { WATCHABLE, type Watched } from '../audit';
import type { Parameters } from '../../../engine/ItemParameters';

/** What is watched unless the user chooses. An address costs most; its hash says enough for most. */
export const USUALLY_WATCHED: Watched[] = [
	'status',
	'type',
	'network',
	'maskedPan',
	'expirationDate',
	'name',
	'billingAddress',
];

export const watchField: INodeProperties = {
	displayName: 'Fields to Watch',
	name: 'watch',
	type: 'multiOptions',
	options: [
		{ name: 'Account', value: 'accountId' },
		{
			name: 'Billing Address',
			value: 'billingAddress',
			description: 'Only a hash is kept: says that it changed and what to, not what from',
		},
		{ name: 'Billing Address: City', value: 'billingAddress.city' },
		{ name: 'Billing Address: Country', value: 'billingAddress.country' },
		{ name: 'Billing Address: First Line', value: 'billingAddress.firstLine' },
		{ name: 'Billing Address: Post Code', value: 'billingAddress.postCode' },
		{ name: 'Billing Address: Second Line', value: 'billingAddress.secondLine' },
		{ name: 'Billing Address: State', value: 'billingAddress.state' },
		{ name: 'Expiry', value: 'expirationDate' },
		{ name: 'Masked Number', value: 'maskedPan' },
		{ name: 'Name', value: 'name' },
		{ name: 'Network', value: 'network' },
		{ name: 'Status', value: 'status' },
		{ name: 'Type', value: 'type' },
	],
	default: ['status', 'type', 'network', 'maskedPan', 'expirationDate', 'name', 'billingAddress'],
	description: 'What is remembered of each card and compared. Each field makes the memory larger.',
};

export const checkpointField: INodeProperties = {
	displayName: 'Remember Changes',
	name: 'checkpoint',
	type: 'options',
	options: [
		{
			name: 'When Confirmed',
			value: 'confirmed',
			description:
				'By the operation Confirm Changes further on, without which the same changes come again each time; so a run that fails loses none. No Wait of more than 65 seconds can stand between the two.',
		},
		{
			name: 'At Once',
			value: 'atOnce',
			description: 'Each change comes once, even where the rest of the workflow then fails',
		},
	],
	default: 'confirmed',
	description:
		"When these changes count as seen. In n8n's queue mode this node must be in a sub-workflow, or it fails from the second run on.",
};

/** The fields that an item wants watched. */
export function readWatched(parameters: Parameters): Watched[] {
	const given = [parameters.value('watch', USUALLY_WATCHED) ?? []].flat().map(String);
	const unknown = given.filter((field) => !WATCHABLE.includes(field as Watched));
	if (unknown.length) {
		parameters.problem(
			`Fields to Watch: there is no ${unknown.map((name) => `"${name}"`).join(', ')}`,
		);
	}
	if (!given.length) parameters.problem('Fields to Watch is empty');
	return WATCHABLE.filter((field) => given.includes(field));
}

/** Whether changes count as seen at once. */
export function readAtOnce(parameters: Parameters): boolean {
	return parameters.value('checkpoint', 'confirmed') === 'atOnce';
}

export const compareField: INodeProperties = {
	displayName: 'Compare With Last Audit',
	name: 'compare',
	type: 'boolean',
	default: false,
	description:
		'Whether summary and report also say what has changed since the last audit of this node whose changes were remembered: by default that takes a Confirm Changes node further on, and in queue mode a sub-workflow around both',
};
