import type { INodeParameters, INodeProperties } from 'n8n-workflow';

/**
 * n8n takes a collection that is one expression apart and hands over an empty one: all that was wished for in it
 * would vanish (n8n-workflow, `getNodeParameters`). The editor cannot make such a workflow, but an import, n8n's
 * API or an assistant can. Behind each collection therefore comes a hidden field of the same name: n8n hands on
 * what that holds as it is stored.
 */
export function withCollectionsKept(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		if (!isCollection(field)) return [field];
		const { displayName, name, displayOptions } = field;
		const asStored: INodeProperties = {
			displayName: `${displayName} as Stored`,
			name,
			type: 'hidden',
			default: {},
			...(displayOptions ? { displayOptions } : {}),
		};
		return [field, asStored];
	});
}

/**
 * What is wrong where a collection, or a group in one, is a single expression.
 *
 * @param written the node's parameters as the workflow stores them
 * @param fields those of the operation
 */
export function unresolvedCollections(
	written: INodeParameters,
	fields: readonly INodeProperties[],
): string[] {
	const unresolved = fields.filter((field) => {
		if (!isCollection(field)) return false;
		const value: unknown = written[field.name];
		if (typeof value === 'string') return value !== '';
		if (field.type === 'collection') return false;
		const groups = Object.values(Object(value) as object).flat();
		return groups.some((group) => typeof group === 'string');
	});
	return unresolved.map(
		({ displayName }) =>
			`${displayName} is a single expression, which n8n does not resolve. Use a separate expression for each field in it`,
	);
}

function isCollection({ type }: INodeProperties): boolean {
	return type === 'collection' || type === 'fixedCollection';
}
