import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { csvOf, htmlReport, type ReportContent } from './';
import { inSlices } from '../../../shared/slices';
import type { Parameters } from '../../../engine/ItemParameters';

type Report = 'html' | 'csv';

export const reportsField: INodeProperties = {
	displayName: 'Attach to Summary',
	name: 'reports',
	type: 'multiOptions',
	options: [
		{
			name: 'CSV of Findings',
			value: 'csv',
			description: 'All findings for a spreadsheet, in the binary field "findings"',
		},
		{
			name: 'HTML Report',
			value: 'html',
			description: 'A page to read or email, in the binary field "report"',
		},
	],
	default: [],
	description: 'Files to attach to the summary item',
	displayOptions: { show: { outputs: ['both', 'summary'] } },
};

export function readReports(parameters: Parameters): Report[] {
	const wanted = [parameters.value('reports', []) ?? []].flat().map(String);
	const unknown = wanted.filter((report) => report !== 'html' && report !== 'csv');
	if (unknown.length) parameters.problem('Attach to Summary can be "html" and "csv"');
	return wanted as Report[];
}

/** The summary item with the files that are wanted. */
export async function attachReports(
	{ helpers }: IExecuteFunctions,
	reports: Report[],
	content: ReportContent,
	summary: INodeExecutionData,
): Promise<INodeExecutionData> {
	if (!reports.length) return summary;
	const day = content.calendar.day(Date.parse(content.summary.auditedAt));
	const binary: INodeExecutionData['binary'] = {};
	if (reports.includes('html')) {
		const page = Buffer.from(htmlReport(content));
		binary.report = await helpers.prepareBinaryData(page, `card-audit-${day}.html`, 'text/html');
	}
	if (reports.includes('csv')) {
		const lines = await inSlices(csvOf(content.findings));
		const table = Buffer.from(lines.join(''));
		binary.findings = await helpers.prepareBinaryData(table, `findings-${day}.csv`, 'text/csv');
	}
	return { ...summary, binary };
}
