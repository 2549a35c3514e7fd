import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Parameters } from '../../../engine/ItemParameters';
import { readChoices } from '../../../shared/choices';
import { countryOptions, readCountry } from '../../../shared/countries';
import { mcc } from '../../../shared/mcc';
import type { Period } from '../../../shared/periods';
import { comparable, plainNumber, plainText } from '../../../shared/values';
import { fieldsOf, readOffered, type Offered } from '../../card/audit/ruleFields';
import { limitsField, readLimits, type Limits } from './limits';
import * as rules from './rules';
import { OWNERS, type ActivePaymentRule, type Owner, type PaymentRule } from './types';

const NO_LIMITS: Limits = { amounts: new Map() };
const SMALL = '5';
const MINUTES = 10;

const countriesField: INodeProperties = {
	displayName: 'Allowed Countries',
	name: 'countries',
	type: 'multiOptions',
	options: countryOptions,
	default: [],
	description: 'In an expression, use a list of two-letter ISO 3166-1 codes, e.g. ["GB", "IE"]',
};

const ownerField: INodeProperties = {
	displayName: 'Per',
	name: 'per',
	type: 'options',
	options: [
		{ name: 'Account', value: 'account' },
		{ name: 'Card', value: 'card' },
		{ name: 'Customer', value: 'customer', description: "All the customer's accounts together" },
	],
	default: 'card',
	description: 'Whose payments are added up',
};

const listField = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
});

/** The rules over payments, as the editor offers them. */
const OFFERED: ReadonlyArray<Offered<PaymentRule>> = [
	{
		sample: rules.cardTesting(MINUTES, NO_LIMITS),
		unasked: true,
		fields: [
			{
				displayName: 'Minutes',
				name: 'minutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 10_080 },
				default: MINUTES,
				description: 'Within this many minutes',
			},
			limitsField('Small Amount', 'smallAmount', 'What counts as small, at most.', SMALL),
		],
		make: (settings, parameters) =>
			rules.cardTesting(
				readMinutes(settings, parameters),
				readLimits('Many Small Payments: Small Amount', settings.smallAmount ?? SMALL, parameters),
			),
	},
	{
		sample: rules.largePayment(NO_LIMITS),
		unasked: false,
		fields: [limitsField('Amount', 'amount', 'Payments of at least this much.')],
		make: ({ amount }, parameters) =>
			rules.largePayment(readLimits('Large Payment: Amount', amount, parameters)),
	},
	...(['day', 'week', 'month'] as const).map(spentRule),
	{
		sample: rules.listedMerchant({ ids: new Set(), names: [], mccs: new Set() }),
		unasked: false,
		fields: [
			listField(
				'Merchant Names',
				'names',
				'e.g. Casino, Exchange',
				'Parts of names (not case-sensitive), separated by commas',
			),
			listField('Merchant IDs', 'ids', 'e.g. M1001', 'Merchant IDs, separated by commas'),
			listField(
				'MCC Codes',
				'mccCodes',
				'e.g. 7995, 6051',
				'Four-digit merchant category codes, separated by commas',
			),
		],
		make: readMerchants,
	},
	{
		sample: rules.merchantCountryNotAllowed(new Set()),
		unasked: false,
		fields: [countriesField],
		make({ countries }, parameters) {
			const label = 'Merchant Country Not Allowed';
			const codes = readChoices(label, countries, readCountry, parameters);
			if (!codes.size) parameters.problem(`${label}: choose the countries that are allowed`);
			return rules.merchantCountryNotAllowed(codes);
		},
	},
	{ sample: rules.unusableCard, unasked: true },
	{ sample: rules.refundWithoutPayment, unasked: true },
	{ sample: rules.repeatedPayment, unasked: true },
	{ sample: rules.pendingHold, unasked: true },
	{ sample: rules.newCountry, unasked: true },
	// Where people travel, these two would bury all others.
	{ sample: rules.foreignPayment, unasked: false },
	{ sample: rules.foreignCurrency, unasked: false },
	{ sample: rules.highFees, unasked: true },
	{ sample: rules.reversedPayment, unasked: true },
	{ sample: rules.unusedCard, unasked: true },
];

function spentRule(period: Period): Offered<PaymentRule> {
	const sample = rules.spent(period, 'card', NO_LIMITS);
	return {
		sample,
		unasked: false,
		fields: [limitsField('Limit', 'limit', 'More than this is a finding.'), ownerField],
		make({ limit, per }, parameters) {
			const owner = (per ?? 'card') as Owner;
			if (!OWNERS.includes(owner)) {
				parameters.problem(`${sample.title}: Per must be one of ${OWNERS.join(', ')}`);
			}
			return rules.spent(period, owner, readLimits(`${sample.title}: Limit`, limit, parameters));
		},
	};
}

function readMinutes({ minutes }: IDataObject, parameters: Parameters): number {
	const number = minutes === undefined || minutes === '' ? MINUTES : plainNumber(minutes);
	if (!Number.isInteger(number) || number < 1 || number > 10_080) {
		parameters.problem('Many Small Payments: Minutes must be a whole number from 1 to 10080');
	}
	return number;
}

function readMerchants(settings: IDataObject, parameters: Parameters): PaymentRule {
	const texts = (given: unknown) =>
		[given ?? []]
			.flat()
			.flatMap((part) => plainText(part).split(/[,;\n]/))
			.map((part) => part.trim())
			.filter(Boolean);
	const list = {
		ids: new Set(texts(settings.ids)),
		names: texts(settings.names).map(comparable),
		mccs: readChoices('Listed Merchant: MCC Codes', settings.mccCodes, mcc, parameters),
	};
	if (!list.ids.size && !list.names.length && !list.mccs.size) {
		parameters.problem('Listed Merchant: name at least one merchant or MCC code');
	}
	return rules.listedMerchant(list);
}

/** Every rule over payments, whether it runs or not. */
export const allPaymentRules: readonly PaymentRule[] = OFFERED.map(({ sample }) => sample);

export const paymentRuleFields: INodeProperties[] = fieldsOf(OFFERED);

/** The rules over payments that an item asks for, as they are to run. */
export function readPaymentRules(parameters: Parameters): ActivePaymentRule[] {
	return readOffered(parameters, OFFERED);
}
