// What a lock file asks for and what lies in node_modules.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './places.mjs';

/**
 * Whether `folder`/node_modules holds what package-lock.json names. npm writes the hidden lock file as its last
 * step, so a broken install counts as none, and a developer's own `npm install` counts as good.
 */
export function isInstalled(folder) {
	const hidden = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(hidden)) return false;
	const present = readJson(hidden).packages;
	return lockedPackages(folder).every(([path, wanted]) => {
		const found = present[path];
		// Optional ones belong to other platforms, or are missing by right.
		if (!found) return wanted.optional === true;
		return found.version === wanted.version && found.integrity === wanted.integrity;
	});
}

/** A function that answers `1,204 of 2,350 packages` for an install under way in `folder`. */
export function packageCounter(folder) {
	const paths = lockedPackages(folder)
		.filter(([, entry]) => !entry.optional)
		.map(([path]) => join(folder, path, 'package.json'));
	const total = paths.length.toLocaleString('en');
	return () =>
		`${paths.filter((path) => existsSync(path)).length.toLocaleString('en')} of ${total} packages`;
}

function lockedPackages(folder) {
	const { packages } = readJson(join(folder, 'package-lock.json'));
	return Object.entries(packages).filter(([path]) => path !== '');
}
