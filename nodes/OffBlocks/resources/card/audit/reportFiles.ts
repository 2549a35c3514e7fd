import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { csvOf, htmlReport, textReport, type ReportContent } from './';
import { inSlices } from '../../../shared/slices';
import type { Parameters } from '../../../engine/ItemParameters';
import { attachFiles, type Attachable } from '../../attachFiles';

type Report = 'html' | 'csv' | 'page';

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
		{
			name: 'HTML Report as Text',
			value: 'page',
			description: 'The same page in the field "html" of the summary, for the body of a mail',
		},
	],
	default: [],
	description: 'Files to attach to the summary item',
	displayOptions: { show: { outputs: ['both', 'summary'] } },
};

export function readReports(parameters: Parameters): Report[] {
	const wanted = [parameters.value('reports', []) ?? []].flat().map(String);
	const unknown = wanted.filter((report) => !REPORTS.includes(report));
	if (unknown.length) parameters.problem('Attach to Summary can be "html", "page" and "csv"');
	return wanted as Report[];
}

const REPORTS = ['html', 'page', 'csv'];

/** The summary item with the text, and the files that are wanted. */
export async function attachReports(
	context: IExecuteFunctions,
	reports: Report[],
	content: ReportContent,
	summary: INodeExecutionData,
): Promise<INodeExecutionData> {
	const { findings, accepted = [], summary: numbers, calendar } = content;
	const day = calendar.day(Date.parse(numbers.auditedAt));
	const files: Attachable = {
		pageName: `card-audit-${day}.html`,
		page: () => htmlReport(content),
		tableField: 'findings',
		tableName: `findings-${day}.csv`,
		table: async () => await inSlices(csvOf([...findings, ...accepted], numbers.evidence)),
	};
	const json = { ...summary.json, text: textReport(content) };
	return await attachFiles(context, reports, files, { ...summary, json });
}
