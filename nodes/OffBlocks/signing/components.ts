import { serializeItem } from 'structured-headers';
import type { Item } from 'structured-headers';
import QuickLRU from 'quick-lru';

import { kept } from '../shared/kept';
import { SignatureError } from './errors';
import { queryParamValue, URL_COMPONENTS } from './requestTarget';
import { parseStrictItem } from './structuredFields';

/** A component that a signature covers (RFC 9421 §2). */
export interface Component {
	/** As in the signature base and the inner list, e.g. `"@method"` or `"@query-param";name="a"`. */
	identifier: string;
	/** Without quotes and parameters, e.g. `@method`. */
	name: string;
	/** How a component that is derived from the URL is derived. */
	fromUrl?: (url: URL) => string;
}

/** The components of one signature, in order, without repeats. */
export interface ComponentList {
	components: readonly Component[];
	/** As in Signature-Input, without the signature parameters: `("@method" "@path")`. */
	serialised: string;
}

const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const DERIVED_NAMES: ReadonlySet<string> = new Set([
	...URL_COMPONENTS.keys(),
	'@method',
	'@query-param',
	'@status',
]);
// A signature over its own fields can never be made again by whoever verifies it.
const SIGNATURE_FIELDS: ReadonlySet<string> = new Set(['signature', 'signature-input']);

// A caller has a handful of lists. No component has a line break, so a joined list is one list only.
const lists = new QuickLRU<string, ComponentList>({ maxSize: 64 });

/**
 * Components as a caller writes them: bare names (`@method`, `content-digest`) or serialised identifiers
 * (`"@query-param";name="a"`).
 *
 * @throws SignatureError `component` for one that is unknown, unsupported or there twice, `malformed` for
 * an identifier that does not parse
 */
export function parseComponents(texts: readonly string[]): ComponentList {
	const list = kept(lists, texts.join('\n'), () => componentList(texts.map(itemFromText)));
	// Only a text with a line break in it has the same key and another length.
	return list.components.length === texts.length ? list : componentList(texts.map(itemFromText));
}

/**
 * Components as they stand in a received inner list.
 *
 * @throws SignatureError `component` for one that is unknown, unsupported or there twice
 */
export function componentList(items: readonly Item[]): ComponentList {
	const components = items.map(componentFromItem);
	const identifiers = components.map(({ identifier }) => identifier);
	if (new Set(identifiers).size !== identifiers.length) {
		throw new SignatureError('component', 'A component is covered twice.');
	}
	return { components, serialised: `(${identifiers.join(' ')})` };
}

function itemFromText(text: string): Item {
	return text.startsWith('"') ? parseStrictItem(text, 'A component identifier') : [text, new Map()];
}

function componentFromItem(item: Item): Component {
	const [name, parameters] = item;
	if (typeof name !== 'string') {
		throw new SignatureError('component', 'A component identifier must be a string.');
	}
	assertKnownName(name);
	if (name === '@query-param') return queryParamComponent(item);
	if (parameters.size > 0) {
		// sf, bs, key, tr and req (§2.1, §2.4) would need a parser each; nothing here asks for them.
		throw new SignatureError('component', `Component parameters are not supported (on ${name}).`);
	}
	return { identifier: `"${name}"`, name, fromUrl: URL_COMPONENTS.get(name) };
}

function assertKnownName(name: string): void {
	if (DERIVED_NAMES.has(name)) return;
	if (name.startsWith('@')) {
		throw new SignatureError('component', 'A covered derived component (@…) is unknown.');
	}
	if (!FIELD_NAME.test(name)) {
		throw new SignatureError(
			'component',
			'A covered component is not a field name in lower case (RFC 9421 section 2.1).',
		);
	}
	if (SIGNATURE_FIELDS.has(name)) {
		throw new SignatureError('component', `The field ${name} cannot be covered by the signature.`);
	}
}

function queryParamComponent(item: Item): Component {
	const queryName = item[1].get('name');
	if (typeof queryName !== 'string' || item[1].size !== 1) {
		throw new SignatureError(
			'component',
			'@query-param takes one parameter, as in "@query-param";name="id".',
		);
	}
	return {
		identifier: serializeItem(item),
		name: '@query-param',
		fromUrl: (url) => queryParamValue(url, queryName),
	};
}
