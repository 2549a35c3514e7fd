import { mccCode } from '../shared/mcc';

/** Whom a payment goes to, or a refund comes from. */
interface Merchant {
	id?: unknown;
	name?: unknown;
	mcc?: unknown;
	country?: unknown;
	city?: unknown;
}

/** What authorisations and transactions have in common, as the API or an event has it. */
interface Payment {
	merchant?: unknown;
}

/** The merchant of a payment, without anything where the payment names none. */
export function merchantOf({ merchant }: Payment): Merchant {
	return typeof merchant === 'object' && merchant !== null ? merchant : {};
}

/** The merchant's category in four digits, undefined where there is none. */
export function mccOf(payment: Payment): string | undefined {
	return mccCode(merchantOf(payment).mcc);
}

/** The merchant's country in upper case, undefined where there is none. */
export function countryOf(payment: Payment): string | undefined {
	const { country } = merchantOf(payment);
	return typeof country === 'string' ? country.toUpperCase() : undefined;
}
