// Asks on the terminal, on stderr: stdout is for the report.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Ask } from './questions.mts';

/** undefined where nobody sits at a terminal. */
export function terminal(): Ask | undefined {
	if (!process.stdin.isTTY) return undefined;
	return async (question, hidden) => {
		process.stderr.write(question);
		const output = hidden
			? new Writable({ write: (_chunk, _encoding, done) => done() })
			: process.stderr;
		const lines = createInterface({ input: process.stdin, output, terminal: true });
		try {
			return await lines.question('');
		} finally {
			lines.close();
			if (hidden) process.stderr.write('\n');
		}
	};
}
