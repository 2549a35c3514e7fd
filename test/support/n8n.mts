// A real n8n for tests, the same one as the demo's.
import { join } from 'node:path';
import { startN8n as start, type N8n, type N8nOptions } from '../../tools/n8n.mts';
import { readJson } from '../../tools/setup/places.mjs';
import { keepDatabase, takeDatabase } from './database.mts';

export type { N8n, N8nOptions };
export { N8nClient, outputOf } from '../../tools/n8n-client.mts';
export type * from '../../tools/n8n-types.mts';

/** As the demo's; the database of a new one is a copy of the first one's of this run, empty and migrated. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const taken = takeDatabase(options.userFolder);
	const n8n = await start(options);
	if (!taken) await keepDatabase(options.userFolder);
	return n8n;
}

/** Version of the n8n under test: the pinned one, or an older one in `npm run test:matrix`. */
const versionUnderTest = () =>
	String(readJson(join(process.env.N8N_BIN ?? '', '../../package.json')).version);

/** Whether the n8n under test is of this version or a later one. */
export const isSince = (since: string) =>
	since.localeCompare(versionUnderTest(), 'en', { numeric: true }) <= 0;

/** `it` for what n8n has only from a version on; before that the test is skipped, with the reason in its name. */
export function itSince(since: string, reason: string): jest.It | jest.It['skip'] {
	if (isSince(since)) return it;
	const version = versionUnderTest();
	return ((name: string, ...rest: [jest.ProvidesCallback, number?]) =>
		it.skip(`${name} (n8n ${version}: ${reason})`, ...rest)) as jest.It['skip'];
}
