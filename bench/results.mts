// bench/results.json: the newest result of each benchmark, by its name. Not kept in git: another machine, other numbers.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { tiny } from './support/size.mts';

const FILE = join(import.meta.dirname, 'results.json');

/** Writes one benchmark's result over its last one and leaves the others; nothing of a tiny round. */
export function keepResults(name: string, result: object): void {
	if (tiny) return;
	const all = existsSync(FILE)
		? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>)
		: {};
	const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
	all[name] = { at: new Date().toISOString(), machine, ...result };
	writeFileSync(FILE, `${JSON.stringify(all, null, '\t')}\n`);
}
