import { join } from 'node:path';
import { startChild, type Child } from '../../tools/child.mts';

export interface BenchApi {
	baseUrl: string;
	child: Child;
}

/** Starts support/api.mts. @param latency ms before each answer @param cards length of its list */
export async function startApi(latency: number, cards = 0): Promise<BenchApi> {
	let found: (line: string) => void = () => undefined;
	const baseUrl = new Promise<string>((resolve) => (found = resolve));
	const child = await startChild({
		name: 'bench API',
		command: process.execPath,
		args: [join(import.meta.dirname, 'api.mts'), String(latency), String(cards)],
		onLine: (line) => found(line),
	});
	return { baseUrl: await baseUrl, child };
}
