// Asks on the terminal, on stderr: stdout is for the report.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Ask } from './questions.mts';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** undefined where nobody sits at a terminal. */
export function terminal(): Ask | undefined {
	if (!process.stdin.isTTY) return undefined;
	return async (question, hidden) => {
		const output = hidden ? nowhere() : process.stderr;
		// From here on the terminal echoes nothing by itself; readline does, into its output.
		const lines = createInterface({ input: process.stdin, output, terminal: true });
		lines.on('SIGINT', () => process.exit(130));
		try {
			if (hidden) process.stderr.write(question);
			return await lines.question(hidden ? '' : question);
		} finally {
			lines.close();
			if (hidden) process.stderr.write('\n');
		}
	};
}
