import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

/** A schema without words and examples, and without what only narrows it (patterns, lengths). */
export interface Shape {
	type?: unknown;
	format?: unknown;
	default?: unknown;
	enum?: unknown[];
	required?: string[];
	properties?: Record<string, Shape>;
	items?: Shape;
	oneOf?: Shape[];
}

/** What callers of an operation can rely on. */
export interface OperationShape {
	bearer: boolean;
	/** `header Signature` → whether it is required, and its shape. */
	parameters: Record<string, { required: boolean; schema: Shape }>;
	body: { required: boolean; schema: Shape } | undefined;
	/** Statuses of errors. */
	errors: string[];
	/** Status of success → its body's shape, null for none. */
	successes: Record<string, Shape | null>;
	callbacks: OperationShape[];
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** An OpenAPI file as shapes by `GET /cards/{cardId}`. @param file its path */
export function readOperations(file: string): Map<string, OperationShape> {
	const document = parse(readFileSync(file, 'utf8')) as Json;
	const operations = new Map<string, OperationShape>();
	for (const [path, item] of Object.entries(document.paths as Record<string, Json>)) {
		for (const [method, operation] of Object.entries(item)) {
			if (!METHODS.has(method)) continue;
			const shared = (item.parameters ?? []) as Json[];
			operations.set(
				`${method.toUpperCase()} ${path}`,
				shapeOf(document, operation as Json, shared),
			);
		}
	}
	return operations;
}

function shapeOf(document: Json, operation: Json, shared: Json[]): OperationShape {
	const parameters = [...shared, ...((operation.parameters ?? []) as Json[])]
		.map((parameter) => resolve(document, parameter))
		.map(({ in: where, name, required, schema }) => [
			`${String(where)} ${String(name)}`,
			{ required: required === true, schema: schemaOf(document, schema as Json) },
		]);
	const responses = Object.entries(operation.responses as Record<string, Json>).map(
		([status, response]) => [status, resolve(document, response)] as const,
	);
	const callbacks = Object.values((operation.callbacks ?? {}) as Record<string, Json>).flatMap(
		(callback) => Object.values(callback as Record<string, Record<string, Json>>),
	);
	const security = (operation.security ?? document.security ?? []) as unknown[];
	return {
		bearer: security.length > 0,
		parameters: Object.fromEntries(parameters),
		body: operation.requestBody
			? {
					required: (operation.requestBody as Json).required === true,
					schema: contentOf(document, operation.requestBody as Json) ?? {},
				}
			: undefined,
		errors: responses.map(([status]) => status).filter((status) => status >= '400'),
		successes: Object.fromEntries(
			responses
				.filter(([status]) => status < '400')
				.map(([status, response]) => [status, contentOf(document, response) ?? null]),
		),
		callbacks: callbacks.map(({ post }) => shapeOf(document, { security: [], ...post }, [])),
	};
}

function contentOf(document: Json, holder: Json): Shape | undefined {
	const content = holder.content as Record<string, { schema: Json }> | undefined;
	const schema = content?.['application/json']?.schema;
	return schema && schemaOf(document, schema);
}

function resolve(document: Json, value: Json): Json {
	if (typeof value.$ref !== 'string') return value;
	const path = value.$ref.slice(2).split('/');
	const target = path.reduce((node, key) => node[key] as Json, document);
	return resolve(document, target);
}

function schemaOf(document: Json, given: Json): Shape {
	const schema = resolve(document, given);
	if (schema.allOf) return merged((schema.allOf as Json[]).map((part) => schemaOf(document, part)));
	if (schema.oneOf) {
		const choices = (schema.oneOf as Json[]).map((choice) => schemaOf(document, choice));
		return choices.length === 1 ? (choices[0] as Shape) : { oneOf: choices };
	}
	const shape: Shape = { type: schema.type };
	for (const word of ['format', 'default'] as const) {
		if (schema[word] !== undefined) shape[word] = schema[word];
	}
	if (schema.enum) shape.enum = [...(schema.enum as string[])].sort();
	if (schema.required) shape.required = [...(schema.required as string[])].sort();
	if (schema.items) shape.items = schemaOf(document, schema.items as Json);
	if (schema.properties) {
		shape.properties = Object.fromEntries(
			Object.entries(schema.properties).map(([name, part]) => [
				name,
				schemaOf(document, part as Json),
			]),
		);
	}
	return shape;
}

function merged(parts: Shape[]): Shape {
	return {
		type: 'object',
		required: parts.flatMap(({ required = [] }) => required).sort(),
		properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
	};
}
