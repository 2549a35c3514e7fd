import { isObject, notAListOf } from '../../../engine/answers';
import type { Read } from '../../../engine/Operation';
import { plainText } from '../../../shared/values';
import type { Finding } from './types';

/**
 * Adds to findings the customer's id in the systems of whoever runs the programme: two more requests, for all
 * accounts and all customers, of which only what is needed is kept.
 *
 * @throws {ApiError}
 */
export async function withExternalIds(read: Read, findings: Finding[]): Promise<Finding[]> {
	if (!findings.length) return findings;
	const accounts = new Set(findings.map(({ accountId }) => accountId.toLowerCase()));
	const customerOf = await lookUp(read, 'accounts', 'customerId', (id) => accounts.has(id));
	const customers = new Set([...customerOf.values()].map((id) => id.toLowerCase()));
	const externalOf = await lookUp(read, 'customers', 'externalId', (id) => customers.has(id));
	return findings.map((finding) => {
		const customer = customerOf.get(finding.accountId.toLowerCase());
		const externalId = customer && externalOf.get(customer.toLowerCase());
		return externalId ? { ...finding, externalId } : finding;
	});
}

/** A field of the things in a list, by id in lower case. */
async function lookUp(
	read: Read,
	plural: string,
	field: string,
	isWanted: (id: string) => boolean,
): Promise<Map<string, string>> {
	let found = new Map<string, string>();
	const keep = (thing: unknown) => {
		if (!isObject(thing)) throw notAListOf(plural);
		const id = plainText(thing.id).toLowerCase();
		const value = plainText(thing[field]);
		if (value && isWanted(id)) found.set(id, value);
		return false;
	};
	const begin = () => {
		found = new Map();
	};
	await read({ method: 'GET', path: `/${plural}` }, { limit: Infinity, keep, begin });
	return found;
}
