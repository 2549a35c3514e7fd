import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ParameterError } from '../../../api/ParameterError';
import type { Parameters } from '../../../engine/ItemParameters';
import { oneOf, readChoices, type ReadChoice } from '../../../shared/choices';
import { plainNumber, plainText } from '../../../shared/values';
import { NETWORKS } from '../../card/card';
import { fieldsOf, readOffered, type Offered } from '../../card/audit/ruleFields';
import * as rules from './rules';
import type { ActiveProgrammeRule, ProgrammeRule } from './types';

/** The name of the rule whose list comes from all items. */
const ROSTER = 'notOnRoster';
const HOURS = 1;
const BURST_DAYS = 7;
const REISSUE_DAYS = 90;

const wholeField = (
	displayName: string,
	name: string,
	usual: number,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3650 },
	default: usual,
	description,
});

const OFFERED: ReadonlyArray<Offered<ProgrammeRule>> = [
	{ sample: rules.liveOnEnded, unasked: true },
	{
		sample: rules.notOnRoster(new Set(), 'externalId'),
		unasked: false,
		fields: [
			{
				displayName: 'Compare',
				name: 'by',
				type: 'options',
				options: [
					{ name: 'External ID of the Customer', value: 'externalId' },
					{ name: 'Name on the Card', value: 'name' },
				],
				default: 'externalId',
				description: 'What the roster lists',
			},
			{
				displayName: 'Roster',
				name: 'roster',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. {{ $json.employeeId }}',
				description:
					'Who may have a card: one entry per line, or an expression. The entries of all input items together are the roster. Case and extra spaces are ignored.',
			},
		],
	},
	{
		sample: rules.issuedInBurst(HOURS, BURST_DAYS),
		unasked: true,
		fields: [
			wholeField('Hours', 'hours', HOURS, 'Within this many hours'),
			wholeField('Look Back', 'days', BURST_DAYS, 'Only orders within this many days are checked'),
		],
		make(settings, parameters) {
			const { title } = rules.issuedInBurst(HOURS, BURST_DAYS);
			const hours = readWhole(`${title}: Hours`, settings.hours, HOURS, parameters);
			const days = readWhole(`${title}: Look Back`, settings.days, BURST_DAYS, parameters);
			return rules.issuedInBurst(hours, days);
		},
	},
	{
		sample: rules.reissued(REISSUE_DAYS),
		unasked: true,
		fields: [
			wholeField(
				'Days',
				'days',
				REISSUE_DAYS,
				'Only terminations within this many days are counted',
			),
		],
		make({ days }, parameters) {
			const { title } = rules.reissued(REISSUE_DAYS);
			return rules.reissued(readWhole(`${title}: Days`, days, REISSUE_DAYS, parameters));
		},
	},
	{
		sample: rules.networkNotAllowed({ networks: new Set(), bins: new Set() }),
		unasked: false,
		fields: [
			{
				displayName: 'Allowed Networks',
				name: 'networks',
				type: 'multiOptions',
				options: [...NETWORKS],
				default: [],
				description: 'Leave empty to allow all',
			},
			{
				displayName: 'Allowed BINs',
				name: 'bins',
				type: 'string',
				default: '',
				placeholder: 'e.g. 530518, 4111',
				description:
					'What card numbers may begin with, separated by commas. Leave empty to allow all.',
			},
		],
		make: readNetworks,
	},
	{ sample: rules.accountWithoutCard, unasked: true },
	{ sample: rules.sharedAddress, unasked: true },
];

function readWhole(label: string, given: unknown, usual: number, parameters: Parameters): number {
	const number = given === undefined || given === '' ? usual : plainNumber(given);
	if (!Number.isInteger(number) || number < 1 || number > 3650) {
		parameters.problem(`${label} must be a whole number from 1 to 3650`);
	}
	return number;
}

function readKey(by: unknown, parameters: Parameters): rules.RosterKey {
	const key = (by ?? 'externalId') as rules.RosterKey;
	if (!rules.ROSTER_KEYS.includes(key)) {
		parameters.problem('Not on the Roster: Compare must be "externalId" or "name"');
	}
	return key;
}

function readBin(text: string): ReturnType<ReadChoice> {
	if (/^\d{1,6}$/.test(text)) return { code: text };
	return { code: text, problem: `"${text.slice(0, 60)}" is not a BIN of up to six digits` };
}

function readNetworks(settings: IDataObject, parameters: Parameters): ProgrammeRule {
	const label = 'Network or BIN Not Allowed';
	const networks = readChoices(label, settings.networks, oneOf(NETWORKS), parameters);
	const bins = readChoices(label, settings.bins, readBin, parameters);
	if (!networks.size && !bins.size) {
		parameters.problem(`${label}: choose the networks or BINs that are allowed`);
	}
	return rules.networkNotAllowed({ networks, bins });
}

/** Every rule over the programme, whether it runs or not. */
export const allProgrammeRules: readonly ProgrammeRule[] = OFFERED.map(({ sample }) => sample);

export const programmeRuleFields: INodeProperties[] = fieldsOf(OFFERED);

/** What an item asks for: its rules, and what it adds to the roster, which is that of all items. */
export interface ProgrammeOrder {
	rules: ActiveProgrammeRule[];
	/** Undefined where the rule does not run. */
	roster?: { entries: string[]; by: rules.RosterKey };
}

export function readProgrammeRules(parameters: Parameters): ProgrammeOrder {
	const active = readOffered(parameters, OFFERED);
	if (!active.some(({ rule }) => rule.name === ROSTER)) return { rules: active };
	const { [ROSTER]: settings } = parameters.value('rules', {}) as Record<string, IDataObject>;
	const entries = [settings.roster ?? []]
		.flat()
		.flatMap((entry) => plainText(entry).split(/\r?\n/))
		.map(rules.rosterEntry)
		.filter(Boolean);
	return { rules: active, roster: { entries, by: readKey(settings.by, parameters) } };
}

/**
 * The rules of the first item with the roster of all items together.
 *
 * @throws {ParameterError} where the rule would run without a roster: it would find every card
 */
export function withRosterOf(orders: readonly ProgrammeOrder[]): ActiveProgrammeRule[] {
	const [{ rules: active, roster }] = orders;
	if (!roster) return active;
	const entries = new Set(orders.flatMap((order) => order.roster?.entries ?? []));
	if (!entries.size) throw new ParameterError(['Not on the Roster: Roster is empty']);
	return active.map((entry) =>
		entry.rule.name === ROSTER ? { ...entry, rule: rules.notOnRoster(entries, roster.by) } : entry,
	);
}
