import { type InnerList, isInnerList, parseDictionary } from 'structured-headers';

/** What a request's Signature-Input says of itself, before anything is verified: for the record of a refusal. */
export interface Claim {
	keyId: string | null;
	components: string[];
	/** Unix seconds, where they are numbers. */
	created?: number;
	expires?: number;
}

/** @param header the Signature-Input field; what cannot be read is left out */
export function readClaim(header: string | string[] | undefined): Claim {
	const none: Claim = { keyId: null, components: [] };
	if (header === undefined) return none;
	let list: InnerList | undefined;
	try {
		list = [...parseDictionary([header].flat().join(', ')).values()].find(
			(member): member is InnerList => isInnerList(member),
		);
	} catch {
		return none;
	}
	if (!list) return none;
	const [items, parameters] = list;
	const keyId = parameters.get('keyid');
	const seconds = (name: string) => {
		const value = parameters.get(name);
		return typeof value === 'number' ? { [name]: value } : {};
	};
	return {
		keyId: typeof keyId === 'string' ? keyId : null,
		components: items.map(([name]) => String(name)),
		...seconds('created'),
		...seconds('expires'),
	};
}
