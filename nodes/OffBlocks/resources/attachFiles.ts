import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** What an operation can attach to its summary. Each is made only where it is wanted. */
export interface Attachable {
	/** "card-audit-2026-11-23.html" */
	pageName: string;
	page(): string;
	/** The binary field of the table. */
	tableField: string;
	/** "findings-2026-11-23.csv" */
	tableName: string;
	/** In pieces. */
	table(): Promise<readonly string[]>;
}

/**
 * The item with what is wanted: the page as a file (`html`) or as text in the field `html` (`page`), the table as a
 * file (`csv`); as it is where nothing is.
 */
export async function attachFiles(
	{ helpers }: IExecuteFunctions,
	wanted: readonly string[],
	{ pageName, page, tableField, tableName, table }: Attachable,
	item: INodeExecutionData,
): Promise<INodeExecutionData> {
	const html = wanted.includes('html') || wanted.includes('page') ? page() : '';
	const binary: INodeExecutionData['binary'] = {};
	if (wanted.includes('html')) {
		binary.report = await helpers.prepareBinaryData(Buffer.from(html), pageName, 'text/html');
	}
	if (wanted.includes('csv')) {
		const content = Buffer.from((await table()).join(''));
		binary[tableField] = await helpers.prepareBinaryData(content, tableName, 'text/csv');
	}
	const json = wanted.includes('page') ? { ...item.json, html } : item.json;
	return { ...item, json, ...(Object.keys(binary).length ? { binary } : {}) };
}
