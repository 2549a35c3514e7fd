import { badRequest } from '../http/errors.mts';
import { divided, times } from './decimal.mts';

/** What one unit is worth in dollars. Fixed and made up: the same payment always comes to the same. */
const IN_DOLLARS: Readonly<Record<string, string>> = {
	AUD: '0.65',
	CAD: '0.73',
	CHF: '1.12',
	CZK: '0.043',
	DKK: '0.145',
	EUR: '1.08',
	GBP: '1.26',
	JPY: '0.0067',
	NOK: '0.094',
	PLN: '0.25',
	SEK: '0.095',
	USD: '1',
};
const RATE_PLACES = 6;
const TOKEN_PLACES = 18;

function inDollars(currency: string): string {
	const rate = IN_DOLLARS[currency];
	if (rate === undefined) {
		const known = Object.keys(IN_DOLLARS).join(', ');
		throw badRequest(
			`This sandbox has no rate for ${currency}; it knows ${known}.`,
			'unknown_currency',
			'currency',
		);
	}
	return rate;
}

/** Account units for one merchant unit. @throws ApiError 400 where a currency is unknown */
export function exchangeRate(merchantCurrency: string, accountCurrency: string): string {
	const [from, to] = [inDollars(merchantCurrency), inDollars(accountCurrency)];
	return merchantCurrency === accountCurrency ? '1' : divided(from, to, RATE_PLACES);
}

/** An amount in dollar tokens, to 18 places. */
export function inTokens(amount: string, currency: string): string {
	return times(amount, inDollars(currency), TOKEN_PLACES);
}
