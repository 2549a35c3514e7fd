import type { INodeProperties } from 'n8n-workflow';
import { currency } from '../../../shared/currencies';
import { compareDecimals, isPositive, readDecimal, type Decimal } from '../../../shared/decimals';
import type { Problems } from '../../../shared/choices';
import { plainText } from '../../../shared/values';

/** Amounts of money that differ by currency; amounts of different currencies are never compared. */
export interface Limits {
	/** By ISO 4217; '' is for every currency that is not named. */
	amounts: ReadonlyMap<string, Decimal>;
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
	const amounts = new Map<string, Decimal>();
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
		} else amounts.set(read.code, amount);
	}
	return { amounts };
}

/** The limit in a currency, undefined where there is none. */
export function limitIn({ amounts }: Limits, code: string): Decimal | undefined {
	return amounts.get(code) ?? amounts.get('');
}

/** Whether an amount in a currency has reached its limit. */
export function reaches(limits: Limits, amount: Decimal | undefined, code: string): boolean {
	const limit = limitIn(limits, code);
	return limit !== undefined && amount !== undefined && compareDecimals(amount, limit) >= 0;
}

/** Whether an amount in a currency is above its limit. */
export function exceeds(limits: Limits, amount: Decimal, code: string): boolean {
	const limit = limitIn(limits, code);
	return limit !== undefined && compareDecimals(amount, limit) > 0;
}
