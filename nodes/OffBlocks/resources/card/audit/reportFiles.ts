import type { INodeProperties } from 'n8n-workflow';
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
