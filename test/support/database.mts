// The database of a new n8n: to make it takes half of a start, so a run of the tests makes one and copies it.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

const DATABASE = 'database.sqlite';
/** Holds the key to what is encrypted in the database. */
const FILES = [DATABASE, 'config'];

const folderOf = (userFolder: string) => join(userFolder, '.n8n');
const kept = () => process.env.TEST_RUN && join(process.env.TEST_RUN, 'new-n8n');

/** Gives n8n's user folder the database of this run; whether it need not be kept: there was one, or there is no run. */
export function takeDatabase(userFolder: string): boolean {
	const [to, from] = [folderOf(userFolder), kept()];
	if (!from || existsSync(join(to, DATABASE))) return true;
	if (!existsSync(from)) return false;
	mkdirSync(to, { recursive: true });
	for (const file of FILES) copyFileSync(join(from, file), join(to, file));
	return true;
}

/** Keeps that of an n8n that has just started and has no owner yet for the others of this run. */
export async function keepDatabase(userFolder: string): Promise<void> {
	const [from, to] = [folderOf(userFolder), kept()!];
	const making = mkdtempSync(`${to}-`);
	const database = new DatabaseSync(join(from, DATABASE), { readOnly: true });
	await backup(database, join(making, DATABASE));
	database.close();
	copyFileSync(join(from, 'config'), join(making, 'config'));
	try {
		renameSync(making, to);
	} catch {
		// Another one was first.
		rmSync(making, { recursive: true });
	}
}
