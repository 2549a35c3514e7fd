/** What flags have in common: parseArgs's description of them, and the reading of numbers. */
export type Flags = Record<string, { type: 'string' | 'boolean'; default?: string | boolean }>;
export type Values = Record<string, string | boolean | undefined>;

/** A mistake on the command line; its message is for the user. */
export class UsageError extends Error {}

/** Joins `--clock-offset -5` to `--clock-offset=-5`: parseArgs takes a value with a dash for a flag. */
export function withNegatives(args: readonly string[]): string[] {
	const joined: string[] = [];
	for (const argument of args) {
		const before = joined.at(-1);
		const negative = /^-[\d.]/.test(argument) && before?.startsWith('--') && !before.includes('=');
		if (negative) joined[joined.length - 1] = `${before}=${argument}`;
		else joined.push(argument);
	}
	return joined;
}

/** @throws UsageError where the value is not a whole number from `least` to `most` */
export function number(
	flag: string,
	value: string | boolean | undefined,
	least: number,
	most: number,
): number {
	const parsed = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
	if (!(parsed >= least && parsed <= most)) {
		throw new UsageError(
			`--${flag} takes a whole number from ${least} to ${most}, not "${String(value)}"`,
		);
	}
	return parsed;
}

/** @throws UsageError where the value is not a number from `least` to `most`, fractions allowed */
export function fraction(
	flag: string,
	value: string | boolean | undefined,
	least: number,
	most: number,
): number {
	const decimal = typeof value === 'string' && /^-?(\d+(\.\d*)?|\.\d+)$/.test(value);
	const parsed = decimal ? Number(value) : Number.NaN;
	if (!(parsed >= least && parsed <= most)) {
		throw new UsageError(
			`--${flag} takes a number of seconds from ${least} to ${most}, not "${String(value)}"`,
		);
	}
	return parsed;
}
