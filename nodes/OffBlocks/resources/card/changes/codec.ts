import { createHash } from 'node:crypto';
import { STATUSES, type Card } from '../card';
import { isUuid } from '../../../shared/uuid';

/** What is remembered of a card, by the name that findings use. */
export const WATCHABLE = [
	'status',
	'type',
	'network',
	'maskedPan',
	'expirationDate',
	'name',
	'accountId',
	'billingAddress',
	'billingAddress.firstLine',
	'billingAddress.secondLine',
	'billingAddress.city',
	'billingAddress.state',
	'billingAddress.country',
	'billingAddress.postCode',
] as const;
export type Watched = (typeof WATCHABLE)[number];

/** Values that come up all the time, as one character each. */
const CODES: Partial<Record<Watched, Record<string, string>>> = {
	status: Object.fromEntries(Object.entries(STATUSES).map(([name, { code }]) => [name, code])),
	type: { virtual: 'v', physical: 'p' },
	network: { visa: 'v', mastercard: 'm' },
};
const NAMES = Object.fromEntries(
	Object.entries(CODES).map(([field, codes]) => [
		field,
		Object.fromEntries(Object.entries(codes).map(([value, code]) => [code, value])),
	]),
) as typeof CODES;

const PAN = /^(\d{6})\*{6}(\d{4})$/;
const EXPIRY = /^(\d\d)\/20(\d\d)$/;
/** Before a value that is written out because its short form does not fit. */
const PLAIN = '=';
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A card as one line: its id and the watched fields, tabs between them. About 80 bytes. */
export function pack(card: Card, watched: readonly Watched[]): string {
	const fields = watched.map((field) => encode(field, valueOf(card, field)));
	return [encodeId(card.id), ...fields].join('\t');
}

/** The id and the fields of a packed card, still encoded. */
export function unpack(line: string): [id: string, ...fields: string[]] {
	return line.split('\t') as [string, ...string[]];
}

/** A field for people; null where there is none, and for a billing address, of which only a hash is kept. */
export function decode(field: Watched, code: string): string | null {
	if (code === '' || field === 'billingAddress') return null;
	if (code.startsWith(PLAIN)) return unescape(code.slice(1));
	if (NAMES[field]) return NAMES[field][code] ?? code;
	if (field === 'maskedPan') return `${code.slice(0, 6)}******${code.slice(6)}`;
	if (field === 'expirationDate') return `${code.slice(0, 2)}/20${code.slice(2)}`;
	return field === 'accountId' ? decodeId(code) : unescape(code);
}

/** A UUID in 22 characters instead of 36; any other id is written out. */
export function encodeId(id: unknown): string {
	// In upper case it is written out: it comes back as it was.
	if (typeof id !== 'string' || !isUuid(id) || id !== id.toLowerCase())
		return PLAIN + escape(String(id));
	return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

export function decodeId(code: string): string {
	if (code.startsWith(PLAIN)) return unescape(code.slice(1));
	const hex = Buffer.from(code, 'base64url').toString('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What a card has in a field: text, or the whole address; undefined where there is nothing. */
export function valueOf(card: Card, field: Watched): unknown {
	const [name, line] = field.split('.');
	const value = (card as unknown as Record<string, unknown>)[name];
	if (line === undefined) return value ?? undefined;
	return (value as Record<string, unknown> | null | undefined)?.[line] ?? undefined;
}

function encode(field: Watched, value: unknown): string {
	if (value === undefined || value === '') return '';
	if (field === 'billingAddress') return hash(value);
	if (typeof value !== 'string') return PLAIN + escape(JSON.stringify(value));
	const short = shorten(field, value);
	if (short !== undefined) return short;
	return field in CODES ||
		['maskedPan', 'expirationDate'].includes(field) ||
		value.startsWith(PLAIN)
		? PLAIN + escape(value)
		: escape(value);
}

function shorten(field: Watched, value: string): string | undefined {
	if (CODES[field]) return Object.hasOwn(CODES[field], value) ? CODES[field][value] : undefined;
	if (field === 'maskedPan') return PAN.exec(value)?.slice(1).join('');
	if (field === 'expirationDate') return EXPIRY.exec(value)?.slice(1).join('');
	return field === 'accountId' ? encodeId(value) : undefined;
}

/** 48 bits over the value with its keys in order: enough to tell one address from the next. */
function hash(value: unknown): string {
	const entries = Object.entries(value as object).filter(
		([, line]) => line !== null && line !== '',
	);
	const text = JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
	return createHash('sha1').update(text).digest('base64url').slice(0, 8);
}

/** Keeps a value within its line and its column. */
export function escape(text: string): string {
	return text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]);
}

export function unescape(text: string): string {
	return text.replace(/\\([\\tnr])/g, (_, sign: string) =>
		sign === '\\' ? sign : { t: '\t', n: '\n', r: '\r' }[sign]!,
	);
}
