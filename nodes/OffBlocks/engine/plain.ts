import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../api/types';
import { ended, thingAsked } from './answers';
import type { Entity } from './Entity';
import type { Parameters } from './ItemParameters';
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

interface ChangeWords extends Words {
	name: string;
	value: string;
}

/** `PATCH {path}/{id}/{value}`: a change of status, answered with the thing as it is then. */
export function patchOne(entity: Entity, words: ChangeWords & { risk: Risk }): CallOperation {
	const { noun, path, shape } = entity;
	return changeOne(entity, words, {
		fields: outputFields(shape, 'raw'),
		request: (id) => ({
			method: 'PATCH',
			path: `${path}/${id}/${words.value}`,
			expects: thingAsked(noun, id),
		}),
		toItems(_, parameters) {
			const shaped = readShape(parameters, shape);
			return (thing) => [shaped(thing as IDataObject)];
		},
	});
}

/** `DELETE {path}/{id}`: the end of a thing, answered with 204 and no body. */
export function deleteOne(
	entity: Entity,
	words: ChangeWords & { risk?: Risk; notice?: string },
): CallOperation {
	const { noun, path, states } = entity;
	const { value, notice, risk = 'irreversible' } = words;
	return changeOne(
		entity,
		{ ...words, risk },
		{
			notice: notice
				? [{ displayName: notice, name: `${value}Notice`, type: 'notice', default: '' }]
				: [],
			request: (id) => ({
				method: 'DELETE',
				path: `${path}/${id}`,
				expects: ended(noun, id, states?.transitions[value]?.to),
			}),
			toItems: (id) => () => [{ id, deleted: true }],
		},
	);
}

/** How one change differs from another. */
interface Change {
	/** Above the choice of the thing. */
	notice?: INodeProperties[];
	/** Below it. */
	fields?: INodeProperties[];
	request(id: string): ApiRequest;
	/** What to make of the answer. */
	toItems(id: string, parameters: Parameters): (answer: unknown) => IDataObject[];
}

/** A change of one thing, which one may want to have been made already. */
function changeOne(
	entity: Entity,
	words: ChangeWords & { risk: Risk },
	change: Change,
): CallOperation {
	const { noun, one, idField, label, choose, states } = entity;
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
			...(change.notice ?? []),
			...choose,
			...(change.fields ?? []),
			writeOptions(...(states ? [alreadySoField(noun)] : [])),
		],
		subtitle: `${name.toLowerCase()}: {${idField}}`,
		tool: words.tool,
		risk: words.risk,
		prepare(parameters) {
			const id = parameters.id(idField, label);
			const toItems = change.toItems(id, parameters);
			return {
				request: change.request(id),
				idempotencyKey: parameters.idempotencyKey(),
				orderKey: id,
				refused: refusedChange(entity, value, id, readAlreadySo(parameters), toItems),
				toItems,
			};
		},
	};
}
