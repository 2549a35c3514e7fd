import { hash } from 'node:crypto';
import type { Card } from '../types.mts';

type Plastic = Required<Pick<Card, 'network' | 'maskedPan' | 'expirationDate'>>;

/** Issuer number ranges, first six digits. */
const RANGES = { visa: '453211', mastercard: '530518' } as const;
const VALID_YEARS = 3;

/**
 * What a card gets when it is issued. Derived from its id, so that the same card always looks the same.
 * @param from the date of issue; the card expires at the end of that month three years on
 */
export function plasticFor(cardId: string, from: Date): Plastic {
	const digest = hash('sha256', cardId, 'buffer');
	const network = digest.readUInt8(0) % 2 === 0 ? 'visa' : 'mastercard';
	const lastFour = String(digest.readUInt32BE(1) % 10_000).padStart(4, '0');
	const month = String(from.getUTCMonth() + 1).padStart(2, '0');
	return {
		network,
		maskedPan: `${RANGES[network]}******${lastFour}`,
		expirationDate: `${month}/${from.getUTCFullYear() + VALID_YEARS}`,
	};
}

/** Whether a card's last month is over. One that is not issued has none. @param now by the sandbox's clock */
export function isExpired({ expirationDate = '' }: Card, now: Date): boolean {
	const [month, year] = expirationDate.split('/').map(Number);
	if (month === undefined || year === undefined) return false;
	return now.getTime() >= Date.UTC(year, month, 1);
}
