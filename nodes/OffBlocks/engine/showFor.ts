import type { INodeProperties } from 'n8n-workflow';

/** Makes fields show for these operations of a resource only, in addition to their own conditions. */
export function showFor(
	resource: string,
	operations: string[],
	fields: INodeProperties[],
): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: [resource], operation: operations, ...field.displayOptions?.show },
		},
	}));
}
