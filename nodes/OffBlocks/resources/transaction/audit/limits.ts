import type { INodeProperties } from 'n8n-workflow';
import { currency } from '../../../shared/currencies';
import { compareDecimals, isPositive, readDecimal, type Decimal } from '../../../shared/decimals';
import type { Sum } from '../../../shared/Sum';
import type { Problems } from '../../../shared/choices';
import { plainText } from '../../../shared/values';

/** An amount, and about as much as a float: most are far from their limit, and floats tell that in a tenth of the time. */
interface Limit {
	exact: Decimal;
	roughly: number;
}

/** What of a limit is certainly below it, and what certainly above, in floats. */
const BELOW = 1 - 1e-9;
const ABOVE = 1 + 1e-9;

/** Amounts of money that differ by currency; amounts of different currencies are never compared. */
export interface Limits {
	/** By ISO 4217; '' is for every currency that is not named. */
	amounts: ReadonlyMap<string, Limit>;
}

const ONE = /^(\S+?)\s*([a-z]{3})?$/i;

export const limitsField = (
	label: string,
	name: string,
	description: string,
	preset = '',
): INodeProperties => ({
	displayName: label,
	name,
	type: 'string',
	default: preset,
	placeholder: 'e.g. 500 EUR, 450 GBP',
	description: withCurrencies(description),
});

function withCurrencies(description: string): string {
	return `${description} An amount without a currency holds for all accounts, each in its own currency; with currencies, for accounts in these alone.`;
}

/** Reads "500", or "500 EUR, 450 GBP". What is wrong goes to `problems`. */
export function readLimits(label: string, given: unknown, problems: Problems): Limits {
	const amounts = new Map<string, Limit>();
	const parts = [given ?? []]
		.flat()
		.flatMap((part) => plainText(part).split(/[,;]/))
		.map((part) => part.trim())
		.filter(Boolean);
	if (!parts.length) problems.problem(`${label} is empty`);
	for (const part of parts) {
		const [, number, code = ''] = ONE.exec(part) ?? [];
		const amount = readDecimal(number);
		const read = code ? currency(code) : { code: '' };
		if (!amount || !isPositive(amount)) {
			problems.problem(`${label}: "${part.slice(0, 60)}" is not an amount like 500 or 500 EUR`);
		} else amounts.set(read.code, { exact: amount, roughly: Number(amount) });
	}
	return { amounts };
}

function limitIn({ amounts }: Limits, code: string): Limit | undefined {
	return amounts.get(code) ?? amounts.get('');
}

/** Whether an amount as the API writes it has reached its limit. */
export function reaches(limits: Limits, amount: unknown, code: string): boolean {
	const limit = limitIn(limits, code);
	if (!limit || Number(amount) < limit.roughly * BELOW) return false;
	const exact = readDecimal(amount);
	return exact !== undefined && compareDecimals(exact, limit.exact) >= 0;
}

/** Whether an amount as the API writes it is no more than its limit. */
export function isWithin(limits: Limits, amount: unknown, code: string): boolean {
	const limit = limitIn(limits, code);
	if (!limit || Number(amount) > limit.roughly * ABOVE) return false;
	const exact = readDecimal(amount);
	return exact !== undefined && compareDecimals(exact, limit.exact) <= 0;
}

/** Whether a sum in a currency is above its limit. */
export function exceeds(limits: Limits, sum: Sum, code: string): boolean {
	const limit = limitIn(limits, code);
	if (!limit || sum.roughly < limit.roughly * BELOW) return false;
	return compareDecimals(sum.value, limit.exact) > 0;
}
