import type { Problems } from './choices';
import { compareDecimals, readDecimal, type Decimal } from './decimals';

/**
 * Reads a range of amounts, both ends included, as somebody typed it. A range that no amount is in is a problem.
 *
 * @param label what the editor calls the amount: "Amount" of "Amount At Least"
 * @param atLeast '' where there is no such bound; `atMost` alike
 * @returns whether an amount as the API writes it is in the range; undefined where there is no bound
 */
export function readAmountRange(
	label: string,
	{ atLeast, atMost }: { atLeast: string; atMost: string },
	problems: Problems,
): ((amount: unknown) => boolean) | undefined {
	const least = readBound(`${label} At Least`, atLeast, problems);
	const most = readBound(`${label} At Most`, atMost, problems);
	if (!least && !most) return undefined;
	if (least && most && compareDecimals(least, most) > 0) {
		problems.problem(`${label} At Least is more than ${label} At Most, so no amount can match`);
	}
	return (given) => {
		const amount = readDecimal(given);
		if (!amount) return false;
		return !(
			(least && compareDecimals(amount, least) < 0) ||
			(most && compareDecimals(amount, most) > 0)
		);
	};
}

function readBound(label: string, text: string, problems: Problems): Decimal | undefined {
	if (!text) return undefined;
	const bound = readDecimal(text);
	if (!bound) {
		problems.problem(
			`${label} is not a decimal number: "${text.slice(0, 60)}". Write it like 20 or 20.50`,
		);
	}
	return bound;
}
