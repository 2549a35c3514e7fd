import type { INodeProperties } from 'n8n-workflow';
import type { CallOperation } from '../../engine/Operation';
import { writeOptions } from '../../engine/sendingOptions';

/** What a simulated step works on. */
export interface Subject {
	/** Below `/simulator`: `/cards` */
	path: string;
	idField: string;
	label: string;
	choose: INodeProperties[];
}

/** The words of a simulated step; `verb` is the end of its path. */
interface Words {
	name: string;
	value: string;
	action: string;
	description: string;
	tool: string;
	verb: string;
}

/**
 * `PATCH /simulator/{things}/{id}/{verb}`, answered with 202 and no body: what was asked for happens a moment
 * later, and is told by an event. The credential refuses it for production.
 */
export function simulate(subject: Subject, words: Words): CallOperation {
	const { path, idField, label, choose } = subject;
	const { verb, tool, ...option } = words;
	return {
		kind: 'call',
		option,
		fields: [...choose, writeOptions()],
		subtitle: `${words.name.toLowerCase()}: {${idField}}`,
		tool,
		risk: 'create',
		prepare(parameters) {
			const id = parameters.id(idField, label);
			return {
				request: {
					method: 'PATCH',
					path: `/simulator${path}/${id}/${verb}`,
					expects: { what: 'the acceptance of this step', mayBeEmpty: true },
				},
				idempotencyKey: parameters.idempotencyKey(),
				orderKey: id,
				toItems: () => [{ [idField]: id, requested: verb, accepted: true }],
			};
		},
	};
}
