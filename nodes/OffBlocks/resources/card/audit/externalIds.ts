import type { INodeProperties } from 'n8n-workflow';
import { isObject, notAListOf } from '../../../engine/answers';
import type { Read } from '../../../engine/Operation';
import { plainText } from '../../../shared/values';
import type { FindingBase } from './types';

export const lookUpField: INodeProperties = {
	displayName: 'Look Up External IDs',
	name: 'lookUpExternalIds',
	type: 'boolean',
	default: false,
	description:
		"Whether findings also carry the customer's external ID. It takes two more requests, for all accounts and all customers.",
};

/**
 * Adds to findings the customer's id in the systems of whoever runs the programme: two more requests, for all
 * accounts and all customers, of which only what is needed is kept.
 *
 * @param known the customer of each account, by the account's id in lower case, where the accounts have been read
 * @throws {ApiError}
 */
export async function withExternalIds<F extends FindingBase>(
	read: Read,
	findings: F[],
	known?: ReadonlyMap<string, string>,
): Promise<F[]> {
	const accounts = new Set(findings.flatMap(({ accountId }) => accountId?.toLowerCase() ?? []));
	if (!accounts.size) return findings;
	const customerOf =
		known ?? (await lookUp(read, 'accounts', 'customerId', (id) => accounts.has(id)));
	const customers = new Set(
		[...accounts].flatMap((account) => customerOf.get(account)?.toLowerCase() ?? []),
	);
	const externalOf = await lookUp(read, 'customers', 'externalId', (id) => customers.has(id));
	return findings.map((finding) => {
		const customer = customerOf.get(finding.accountId?.toLowerCase() ?? '');
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
