// The matrix of n8n versions as a Markdown table, and its place in README.md.
import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- matrix: npm run test:matrix writes this -->';
const END = '<!-- /matrix -->';

/** Rows `{ version, node, passed, failed, skipped, seconds }` as a Markdown table. */
export function tableOf(rows) {
	return [
		'| n8n | Node | passed | failed | skipped | seconds |',
		'|---|---|---|---|---|---|',
		...rows.map(
			({ version, node, passed, failed, skipped, seconds }) =>
				`| ${version} | ${node} | ${passed} | ${failed} | ${skipped} | ${seconds} |`,
		),
	].join('\n');
}

/** Writes table and date between the marks in `file`. Throws where the marks are not there. */
export function renewTable(file, rows, today = new Date()) {
	const text = readFileSync(file, 'utf8');
	const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
	if (begin < 0 || end < begin) throw new Error(`${file} has no place for the table: ${BEGIN}`);
	const measured = `Measured on ${today.toISOString().slice(0, 10)}:`;
	const content = `${BEGIN}\n\n${measured}\n\n${tableOf(rows)}\n\n`;
	writeFileSync(file, text.slice(0, begin) + content + text.slice(end));
}
