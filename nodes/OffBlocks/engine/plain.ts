import type { IDataObject } from 'n8n-workflow';
import { ended, thingAsked } from './answers';
import type { Entity } from './Entity';
import type { CallOperation, Risk } from './Operation';
import { alreadySoField, readAlreadySo, refusedChange } from './refusedChange';
import { readOptions, writeOptions } from './sendingOptions';
import { outputFields, readShape } from './shape';

/** The words of a plain operation. */
interface Words {
	/** What the editor shows; the name and the value where they are not the usual ones. */
	name?: string;
	value?: string;
	action?: string;
	description: string;
	/** For a model. */
	tool: string;
}

/** `GET {path}/{id}`: reads one thing. */
export function getOne(entity: Entity, words: Words): CallOperation {
	const { noun, one, path, idField, label, choose, shape } = entity;
	return {
		kind: 'call',
		option: {
			name: words.name ?? 'Get',
			value: words.value ?? 'get',
			action: words.action ?? `Get ${one}`,
			description: words.description,
		},
		fields: [...choose, ...outputFields(shape, 'raw'), readOptions],
		subtitle: `get: {${idField}}`,
		tool: words.tool,
		risk: 'read',
		prepare(parameters) {
			const id = parameters.id(idField, label);
			const shaped = readShape(parameters, shape);
			return {
				request: { method: 'GET', path: `${path}/${id}`, expects: thingAsked(noun, id) },
				toItems: (thing) => [shaped(thing as IDataObject)],
			};
		},
	};
}

/** `PATCH {path}/{id}/{value}`: a change of status, answered with the thing as it is then. */
export function patchOne(
	entity: Entity,
	words: Words & { name: string; value: string; risk: Risk },
): CallOperation {
	const { noun, one, path, idField, label, choose, shape, states } = entity;
	const { name, value } = words;
	return {
		kind: 'call',
		option: {
			name,
			value,
			action: words.action ?? `${name} ${one}`,
			description: words.description,
		},
		fields: [
			...choose,
			...outputFields(shape, 'raw'),
			writeOptions(...(states ? [alreadySoField(noun)] : [])),
		],
		subtitle: `${name.toLowerCase()}: {${idField}}`,
		tool: words.tool,
		risk: words.risk,
		prepare(parameters) {
			const id = parameters.id(idField, label);
			const shaped = readShape(parameters, shape);
			const asItem = (thing: unknown) => [shaped(thing as IDataObject)];
			return {
				request: {
					method: 'PATCH',
					path: `${path}/${id}/${value}`,
					expects: thingAsked(noun, id),
				},
				idempotencyKey: parameters.idempotencyKey(),
				orderKey: id,
				refused: refusedChange(entity, value, id, readAlreadySo(parameters), asItem),
				toItems: asItem,
			};
		},
	};
}

/** `DELETE {path}/{id}`: the end of a thing, answered with 204 and no body. */
export function deleteOne(
	entity: Entity,
	words: Words & { name: string; value: string; risk?: Risk; notice?: string },
): CallOperation {
	const { noun, one, path, idField, label, choose, states } = entity;
	const { name, value, notice } = words;
	return {
		kind: 'call',
		option: {
			name,
			value,
			action: words.action ?? `${name} ${one}`,
			description: words.description,
		},
		fields: [
			...(notice
				? [{ displayName: notice, name: `${value}Notice`, type: 'notice' as const, default: '' }]
				: []),
			...choose,
			writeOptions(...(states ? [alreadySoField(noun)] : [])),
		],
		subtitle: `${name.toLowerCase()}: {${idField}}`,
		tool: words.tool,
		risk: words.risk ?? 'irreversible',
		prepare(parameters) {
			const id = parameters.id(idField, label);
			const gone = () => [{ id, deleted: true }];
			return {
				request: {
					method: 'DELETE',
					path: `${path}/${id}`,
					expects: ended(noun, id, states?.transitions[value]?.to),
				},
				idempotencyKey: parameters.idempotencyKey(),
				orderKey: id,
				refused: refusedChange(entity, value, id, readAlreadySo(parameters), gone),
				toItems: gone,
			};
		},
	};
}
