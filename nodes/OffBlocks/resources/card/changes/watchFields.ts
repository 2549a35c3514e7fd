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
			description:
				'Only a hash is remembered, so a change shows the new address but not the old one',
		},
		{ name: 'Billing Address: Address Line 1', value: 'billingAddress.firstLine' },
		{ name: 'Billing Address: Address Line 2', value: 'billingAddress.secondLine' },
		{ name: 'Billing Address: City', value: 'billingAddress.city' },
		{ name: 'Billing Address: Country', value: 'billingAddress.country' },
		{ name: 'Billing Address: Postcode', value: 'billingAddress.postCode' },
		{ name: 'Billing Address: State', value: 'billingAddress.state' },
		{ name: 'Expiry', value: 'expirationDate' },
		{ name: 'Masked Number', value: 'maskedPan' },
		{ name: 'Name', value: 'name' },
		{ name: 'Network', value: 'network' },
		{ name: 'Status', value: 'status' },
		{ name: 'Type', value: 'type' },
	],
	default: ['status', 'type', 'network', 'maskedPan', 'expirationDate', 'name', 'billingAddress'],
	description: 'The fields to remember and compare for each card. Each field takes up more memory.',
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
				'By a Confirm Changes node later in the workflow. Until then changes are reported again, so a failed run loses none. Do not put a Wait of more than 65 seconds between the two.',
		},
		{
			name: 'Immediately',
			value: 'atOnce',
			description: 'Each change is reported once, even if the workflow then fails',
		},
	],
	default: 'confirmed',
	description:
		"When reported changes count as seen. In n8n's queue mode, put this node in a sub-workflow; elsewhere it fails from the second run on.",
};

export const trialField: INodeProperties = {
	displayName: 'Manual Runs Compare With',
	name: 'trialComparison',
	type: 'options',
	options: [
		{
			name: 'A Made-Up Yesterday',
			value: 'madeUp',
			description: 'Shows what changes look like: one changed card, one new card, one that is gone',
		},
		{
			name: 'What Published Runs Remember',
			value: 'remembered',
			description: 'The same as the next published run will compare with',
		},
	],
	default: 'remembered',
	description:
		'Only affects runs started by hand, which remember nothing and use nothing up. Published runs always compare with what the last one remembered.',
};

/** Whether a trial compares with a yesterday that never was. */
export function readMadeUp(parameters: Parameters): boolean {
	return parameters.value('trialComparison', 'remembered') === 'madeUp';
}

/** The fields that an item wants watched. */
export function readWatched(parameters: Parameters): Watched[] {
	const given = [parameters.value('watch', USUALLY_WATCHED) ?? []].flat().map(String);
	const unknown = given.filter((field) => !WATCHABLE.includes(field as Watched));
	if (unknown.length) {
		parameters.problem(
			`Fields to Watch: unknown field ${unknown.map((name) => `"${name}"`).join(', ')}`,
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
		"Whether the summary and report also show what changed since this node's last audit. By default this needs a Confirm Changes node later in the workflow, and in queue mode both in a sub-workflow.",
};
