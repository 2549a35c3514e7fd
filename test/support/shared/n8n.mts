// The n8n that test files share.
import { join } from 'node:path';
import { N8nClient, startN8n } from '../n8n.mts';
import { OWNER } from '../owner.mts';
import { share } from './program.mts';
import type { SharedN8n } from './share.mts';

await share(async (folder): Promise<SharedN8n> => {
	const userFolder = folder;
	const { url } = await startN8n({ userFolder, log: (line) => console.log(line) });
	const client = new N8nClient(url);
	await client.enter(OWNER);
	return { url, userFolder, log: join(folder, 'log'), cookie: client.cookie };
});
