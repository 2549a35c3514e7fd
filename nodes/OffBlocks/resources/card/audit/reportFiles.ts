import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { csvOf, htmlReport, textReport, type ReportContent } from './';
import { inSlices } from '../../../shared/slices';
import type { Parameters } from '../../../engine/ItemParameters';

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
	{ helpers }: IExecuteFunctions,
	reports: Report[],
	content: ReportContent,
	summary: INodeExecutionData,
): Promise<INodeExecutionData> {
	const page = reports.length ? htmlReport(content) : '';
	const json = {
		...summary.json,
		text: textReport(content),
		...(reports.includes('page') ? { html: page } : {}),
	};
	const binary: INodeExecutionData['binary'] = {};
	const day = content.calendar.day(Date.parse(content.summary.auditedAt));
	if (reports.includes('html')) {
		const name = `card-audit-${day}.html`;
		binary.report = await helpers.prepareBinaryData(Buffer.from(page), name, 'text/html');
	}
	if (reports.includes('csv')) {
		const { findings, accepted = [], summary: numbers } = content;
		const lines = await inSlices(csvOf([...findings, ...accepted], numbers.evidence));
		const table = Buffer.from(lines.join(''));
		binary.findings = await helpers.prepareBinaryData(table, `findings-${day}.csv`, 'text/csv');
	}
	return { ...summary, json, ...(Object.keys(binary).length ? { binary } : {}) };
}
