import { type InnerList, isInnerList, parseDictionary } from 'structured-headers';

/** What a request's Signature-Input says of itself, before anything is verified: for the record of a call. */
export interface Claim {
	/** Of every signature that is described; one is right. */
	labels: string[];
	keyId: string | null;
	components: string[];
	/** In the order of the field. */
	parameters: Record<string, string | number>;
	/** Unix seconds, where they are numbers. */
	created?: number;
	expires?: number;
}

/** @param header the Signature-Input field; what cannot be read is left out */
export function readClaim(header: string | string[] | undefined): Claim {
	const none: Claim = { labels: [], keyId: null, components: [], parameters: {} };
	if (header === undefined) return none;
	let members: Array<[string, unknown]>;
	try {
		members = [...parseDictionary([header].flat().join(', '))];
	} catch {
		return none;
	}
	const labels = members.map(([label]) => label);
	const list = members
		.map(([, member]) => member)
		.find((member) => isInnerList(member as InnerList));
	if (!list) return { ...none, labels };
	const [items, parameters] = list as InnerList;
	const seconds = (name: string) => {
		const value = parameters.get(name);
		return typeof value === 'number' ? { [name]: value } : {};
	};
	const keyId = parameters.get('keyid');
	return {
		labels,
		keyId: typeof keyId === 'string' ? keyId : null,
		components: items.map(([name]) => String(name)),
		parameters: Object.fromEntries(
			[...parameters].map(([name, value]) => [
				name,
				typeof value === 'number' ? value : String(value),
			]),
		),
		...seconds('created'),
		...seconds('expires'),
	};
}

/** The labels of a Signature field; none where it cannot be read. */
export function labelsOf(header: string | string[] | undefined): string[] {
	try {
		return [...parseDictionary([header ?? ''].flat().join(', ')).keys()];
	} catch {
		return [];
	}
}
