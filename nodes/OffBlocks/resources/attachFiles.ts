import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** A file for an item to carry. */
export interface AttachedFile {
	/** The binary field that holds it. */
	field: string;
	/** "findings-2026-11-23.csv" */
	name: string;
	/** "text/csv" */
	type: string;
	/** In pieces. */
	content: readonly string[];
}

/** The item with the files as its binary data; as it is where there are none. */
export async function attachFiles(
	{ helpers }: IExecuteFunctions,
	files: readonly AttachedFile[],
	item: INodeExecutionData,
): Promise<INodeExecutionData> {
	if (!files.length) return item;
	const binary: INodeExecutionData['binary'] = {};
	for (const { field, name, type, content } of files) {
		binary[field] = await helpers.prepareBinaryData(Buffer.from(content.join('')), name, type);
	}
	return { ...item, binary };
}
