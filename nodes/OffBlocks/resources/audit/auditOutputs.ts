import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toItem, toOutputs } from '../../engine/outputs';
import { inSlices, mapInSlices } from '../../shared/slices';
import { attachFiles } from '../attachFiles';
import { csvOf, type Column } from '../card/audit/report/csv';
import { textReport } from '../card/audit/report/text';
import type { AuditContent, AuditWords } from '../card/audit/report/auditPage';
import type { FindingBase } from '../card/audit/types';
import type { AuditOrder } from './auditFields';

/** An audit as it is told: its numbers and findings, and how a report of its kind is made of them. */
export interface Told<F extends FindingBase> {
	content: AuditContent<F>;
	/** "card-audit", as files begin. */
	file: string;
	words: AuditWords;
	page(): string;
	/** What the table has between whose a finding is and since when. */
	columns?: ReadonlyArray<Column<F>>;
}

/** The open findings, and the summary with the reports that are wanted, on the outputs that are wanted. */
export async function outputsOf<F extends FindingBase>(
	context: IExecuteFunctions,
	{ outputs, reports, shaped }: AuditOrder,
	itemIndex: number,
	{ content, file, words, page, columns = [] }: Told<F>,
): Promise<INodeExecutionData[][]> {
	const { summary, findings, accepted = [], calendar } = content;
	const day = calendar.day(Date.parse(summary.auditedAt));
	const toOutput = toItem(itemIndex);
	const told = toOutput({ ...summary, text: textReport(words, content) });
	const item = await attachFiles(
		context,
		reports,
		{
			pageName: `${file}-${day}.html`,
			page,
			tableField: 'findings',
			tableName: `${file.replace(/^card-audit|audit$/, '')}findings-${day}.csv`,
			table: async () =>
				await inSlices(csvOf([...findings, ...accepted], summary.evidence, columns)),
		},
		told,
	);
	const found = await mapInSlices(findings, (finding) =>
		toOutput(shaped(finding as unknown as IDataObject)),
	);
	return toOutputs(outputs, found, item);
}
