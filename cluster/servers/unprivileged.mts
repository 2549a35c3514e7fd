// PostgreSQL refuses to run as root.
import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';

export interface User {
	uid: number;
	gid: number;
}

/** Whom servers of our own run as: ourselves, or where we are root the first of these users that is there. */
export function unprivilegedUser(...names: string[]): User | undefined {
	if (process.getuid?.() !== 0) return undefined;
	for (const name of [...names, 'nobody']) {
		const entry = passwdEntry(name);
		if (entry) return entry;
	}
	throw new Error(`No user to run servers as: none of ${names.join(', ')}, nobody`);
}

/** Gives a folder to a user; nothing where that is ourselves. */
export function giveTo(folder: string, user: User | undefined): void {
	if (user) chownSync(folder, user.uid, user.gid);
}

function passwdEntry(name: string): User | undefined {
	try {
		const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(
			':',
		);
		return { uid: Number(uid), gid: Number(gid) };
	} catch {
		return undefined;
	}
}
