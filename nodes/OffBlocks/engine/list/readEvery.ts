import type { IDataObject } from 'n8n-workflow';
import { isObject, notAListOf } from '../answers';
import type { Read } from '../Operation';

/**
 * A whole list, of each thing no more than what is made of it as it arrives.
 *
 * @param make may throw for a thing that is none
 * @throws {ApiError}
 */
export async function readEvery<Made>(
	read: Read,
	path: string,
	plural: string,
	make: (thing: IDataObject) => Made,
): Promise<Made[]> {
	let made: Made[] = [];
	const keep = (thing: unknown) => {
		if (!isObject(thing)) throw notAListOf(plural);
		made.push(make(thing));
		return false;
	};
	await read({ method: 'GET', path }, { limit: Infinity, keep, begin: () => (made = []) });
	return made;
}
