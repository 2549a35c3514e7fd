// The frame of a shared program: its argument is the folder where the tests wait for word of it.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs `start` and leaves what it says, or that it failed, in the folder. */
export async function share(start: (folder: string) => Promise<object>): Promise<void> {
	const folder = process.argv[2];
	// Whole or not at all: somebody is looking.
	const leave = (name: string, text: string) => {
		writeFileSync(join(folder, `.${name}`), text);
		renameSync(join(folder, `.${name}`), join(folder, name));
	};
	try {
		leave('ready.json', JSON.stringify(await start(folder)));
	} catch (error) {
		leave('failed', (error as Error).message);
		process.exitCode = 1;
	}
}
