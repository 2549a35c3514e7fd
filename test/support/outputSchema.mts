// What the editor is told of an output before a first run, held against what really comes out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/setup/places.mjs';

export const SCHEMA_FOLDER = join(root, 'dist/nodes/OffBlocks/__schema__');

export type Schema = { type: string; properties?: Record<string, Schema>; items?: Schema };

/** @param name below the folder of schemas, e.g. `v1.0.0/card/get` */
export const schemaOf = (name: string) =>
	JSON.parse(readFileSync(join(SCHEMA_FOLDER, `${name}.json`), 'utf8')) as Schema;

/** Paths of what the value has and the schema does not name, or names with another type. */
export function unnamed(value: unknown, schema: Schema | undefined, path = ''): string[] {
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (!schema || schema.type !== type) return [path];
	if (Array.isArray(value)) {
		return value.flatMap((part, at) => unnamed(part, schema.items, `${path}[${at}]`));
	}
	if (type !== 'object') return [];
	return Object.entries(value as object).flatMap(([key, part]) =>
		unnamed(part, schema.properties?.[key], `${path}.${key}`),
	);
}

/** Fields at the top that the schema names and the value lacks. */
export const lacking = (value: object, { properties = {} }: Schema) =>
	Object.keys(properties).filter((name) => !(name in value));
