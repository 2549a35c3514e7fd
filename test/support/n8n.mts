// A real n8n for tests, the same one as the demo's.
import { join } from 'node:path';
import { startN8n as start, type N8n, type N8nOptions } from '../../tools/n8n.mts';
import { readJson } from '../../tools/setup/places.mjs';
import { withDatabase } from './database.mts';

export type { N8n, N8nOptions };
export { N8nClient, outputOf } from '../../tools/n8n-client.mts';
export type * from '../../tools/n8n-types.mts';

/** As the demo's; what it makes at its first start in a folder it makes once a run. */
export const startN8n = (options: N8nOptions): Promise<N8n> =>
	withDatabase(options.userFolder, () => start(options));

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
