import type { GenericValue, IDataObject } from 'n8n-workflow';

/** How an array becomes query parameters, as in npm `qs`, which n8n uses. */
export type ArrayFormat = 'indices' | 'brackets' | 'repeat' | 'comma';

type Value = GenericValue | IDataObject | GenericValue[] | IDataObject[];

/**
 * Serialises parameters as n8n would (npm `qs`), so that they can be part of the URL before it is
 * signed instead of being added behind the signature's back.
 */
export function toQueryString(parameters: IDataObject, format: ArrayFormat): string {
	return Object.entries(parameters)
		.flatMap(([name, value]) => pairs(name, value as Value, format))
		.map(([name, value]) => `${encode(name)}=${encode(value)}`)
		.join('&');
}

/** Adds parameters to a URL's query in place. */
export function appendQuery(url: URL, parameters: IDataObject, format: ArrayFormat): void {
	const added = toQueryString(parameters, format);
	if (added) url.search = [url.search.replace(/^\?/, ''), added].filter(Boolean).join('&');
}

function pairs(name: string, value: Value, format: ArrayFormat): Array<[string, string]> {
	if (value === undefined) return [];
	if (value === null) return [[name, '']];
	if (value instanceof Date) return [[name, value.toISOString()]];
	if (Array.isArray(value)) {
		if (format === 'comma') return value.length ? [[name, value.join(',')]] : [];
		const names = {
			indices: (i: number) => `${name}[${i}]`,
			brackets: () => `${name}[]`,
			repeat: () => name,
		};
		return value.flatMap((entry, i) => pairs(names[format](i), entry as Value, format));
	}
	if (typeof value === 'object') {
		return Object.entries(value).flatMap(([key, entry]) =>
			pairs(`${name}[${key}]`, entry as Value, format),
		);
	}
	return [[name, String(value)]];
}

/** Percent-encodes all but RFC 3986 unreserved characters. */
function encode(text: string): string {
	// Through bytes: half a surrogate pair would throw.
	return encodeURIComponent(Buffer.from(text).toString()).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
