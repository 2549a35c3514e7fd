import fc from 'fast-check';
import { fieldValue } from '../../../nodes/OffBlocks/signing/httpMessage.ts';

/** RFC 9421 §2.1 as regular expressions say it; too slow for what an outsider sends. */
const byPattern = (line: string) =>
	line.replace(/[ \t]*\r?\n[ \t]+/g, ' ').replace(/^[ \t]+|[ \t]+$/g, '');
const unfolded = (line: string) => {
	try {
		return fieldValue({ field: line }, 'field');
	} catch {
		return 'refused';
	}
};

it('unfolds a field as the RFC says', () => {
	const pieces = fc.array(fc.constantFrom(' ', '\t', '\n', '\r\n', '\r', 'a', ','), {
		maxLength: 12,
	});
	fc.assert(
		fc.property(pieces, (parts) => {
			const line = parts.join('');
			const plain = byPattern(line);
			expect(unfolded(line)).toBe(/[\r\n]/.test(plain) ? 'refused' : plain);
		}),
		{ numRuns: 5000 },
	);
});
