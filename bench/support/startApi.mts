import { join } from 'node:path';
import { startChild, type Child } from '../../tools/child.mts';
import type { ApiShape } from './api.mts';

export interface BenchApi {
	baseUrl: string;
	child: Child;
}

/** Starts support/api.mts. */
export async function startApi(shape: ApiShape): Promise<BenchApi> {
	let found: (line: string) => void = () => undefined;
	const baseUrl = new Promise<string>((resolve) => (found = resolve));
	const child = await startChild({
		name: 'bench API',
		command: process.execPath,
		args: [join(import.meta.dirname, 'api.mts'), JSON.stringify(shape)],
		onLine: (line) => found(line),
	});
	return { baseUrl: await baseUrl, child };
}
