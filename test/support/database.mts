// The database of a new n8n: to make it takes half of a start, so a run of the tests makes one and copies it.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

const DATABASE = 'database.sqlite';
/** Holds the key to what is encrypted in the database. */
const CONFIG = 'config';

/** Starts n8n in its user folder. A new one gets this run's database, empty and migrated, or leaves the run its own. */
export async function withDatabase<T>(userFolder: string, start: () => Promise<T>): Promise<T> {
	const { TEST_RUN } = process.env;
	const own = join(userFolder, '.n8n');
	if (!TEST_RUN || existsSync(join(own, DATABASE))) return await start();
	const kept = join(TEST_RUN, 'new-n8n');
	if (existsSync(kept)) {
		mkdirSync(own, { recursive: true });
		for (const file of [DATABASE, CONFIG]) copyFileSync(join(kept, file), join(own, file));
		return await start();
	}
	const started = await start();
	await keep(own, kept);
	return started;
}

async function keep(own: string, kept: string): Promise<void> {
	const making = mkdtempSync(`${kept}-`);
	const database = new DatabaseSync(join(own, DATABASE), { readOnly: true });
	await backup(database, join(making, DATABASE));
	database.close();
	copyFileSync(join(own, CONFIG), join(making, CONFIG));
	try {
		renameSync(making, kept);
	} catch {
		// Another one was first.
		rmSync(making, { recursive: true });
	}
}
