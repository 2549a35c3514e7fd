// Text from outside costs time in proportion to its length: no regular expression of the shipped source looks at a
// character again and again, and what goes without one is measured on a megabyte.
import { checkSync } from 'recheck';
import ts from 'typescript';
import { OffBlocks } from '../../../nodes/OffBlocks/OffBlocks.node.ts';
import { fieldValue } from '../../../nodes/OffBlocks/signing/httpMessage.ts';
import { csvField } from '../../../nodes/OffBlocks/resources/card/audit/report/csv.ts';
import { excerpt } from '../../../nodes/OffBlocks/shared/errorWords.ts';
import { shippedSources } from '../../support/messages.mts';

interface Pattern {
	at: string;
	source: string;
	flags: string;
}

function patterns(): Pattern[] {
	const found: Pattern[] = [];
	for (const { file, tree } of shippedSources({ all: true })) {
		const walk = (node: ts.Node): void => {
			if (ts.isRegularExpressionLiteral(node)) {
				const end = node.text.lastIndexOf('/');
				const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
				found.push({
					at: `${file}:${line + 1} ${node.text}`,
					source: node.text.slice(1, end),
					flags: node.text.slice(end + 1),
				});
			}
			node.forEachChild(walk);
		};
		walk(tree);
	}
	return found;
}

/** Those that n8n checks IDs by. */
function described(): Pattern[] {
	const found = new Set<string>();
	JSON.stringify(new OffBlocks().description, (name, value) => {
		if (name === 'regex') found.add(value);
		return value;
	});
	return [...found].map((regex) => ({ at: regex, source: `^${regex}$`, flags: '' }));
}

it('the checker knows a slow pattern', () => {
	for (const [source, flags] of [
		['[ \\t]+$', ''],
		['(?=[\\s"]*[=+])', 'g'],
		['^(a+)+$', ''],
	]) {
		expect(checkSync(source, flags).status).toBe('vulnerable');
	}
});

const all = [...patterns(), ...described()];

it('the patterns are found', () => {
	expect(all.length).toBeGreaterThan(60);
	expect(described()).toHaveLength(2);
});

// The limits are for a busy machine: a check that runs into them says "unknown", which is no verdict.
it.each(all)(
	'$at takes time in proportion to the text',
	({ source, flags }) => {
		expect(checkSync(source, flags, { timeout: 55_000 }).status).toBe('safe');
	},
	60_000,
);

/** Milliseconds, the best of three. */
function timeOf(work: () => unknown): number {
	const times = [1, 2, 3].map(() => {
		const start = performance.now();
		try {
			work();
		} catch {
			// A refusal is an answer, too.
		}
		return performance.now() - start;
	});
	return Math.min(...times);
}

describe.each<[string, (text: string) => unknown]>([
	['a field of a signed message', (text) => fieldValue({ name: text }, 'name')],
	['a field of the CSV', csvField],
	['an answer that is shown', (text) => excerpt(text)],
])('%s', (_, work) => {
	it.each([
		['tabs', (n: number) => `a${'\t'.repeat(n)}\u00e9`],
		['folded lines', (n: number) => `a${'\r\n\t'.repeat(n / 3)}\u00e9`],
		['line breaks', (n: number) => `a${'\n'.repeat(n)}\u00e9`],
		['formulas', (n: number) => '\t='.repeat(n / 2)],
		['quotes', (n: number) => `${'"'.repeat(n)}a`],
		['separators', (n: number) => `${';'.repeat(n)}=`],
		['markup', (n: number) => '<'.repeat(n)],
		['keys', (n: number) => '-----BEGIN'.repeat(n / 10)],
	])('four times as many %s take about four times as long', (__, of) => {
		const part = timeOf(() => work(of(250_000)));
		const whole = timeOf(() => work(of(1_000_000)));
		// A quadratic one takes sixteen times as long, and minutes.
		expect(whole).toBeLessThan(9 * part + 100);
	});
});
