import { createHmac, randomBytes } from 'node:crypto';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { Picker, PickerEntry } from '../shared/picker';
import { collect } from './collect';
import { ListMemory } from './ListMemory';
import { sorted } from './page';

/** Milliseconds while somebody types or scrolls; opening a list reads it anew. */
const LIFETIME = 20_000;

/** Lists of one picker. Of 100,000 cards each is some 40 MB. */
const LIMIT = 4;

const memories = new Map<Picker, ListMemory<PickerEntry[]>>();

/** Of this process alone, so that what a list is held under says nothing about a credential. */
const SECRET = randomBytes(32);

/** What a picker shows of the list at a path of the API, by name; read anew or as held. @throws {NodeApiError} */
export async function entriesOf(
	context: ILoadOptionsFunctions,
	picker: Picker,
	path: string,
	anew: boolean,
): Promise<PickerEntry[]> {
	const memory = memories.get(picker) ?? new ListMemory<PickerEntry[]>(LIFETIME, LIMIT);
	memories.set(picker, memory);
	return await memory.get(await keyOf(context, path), anew, async () => {
		return sorted(await readEntries(context, picker, path));
	});
}

async function readEntries(
	context: ILoadOptionsFunctions,
	{ entry, join }: Picker,
	path: string,
): Promise<PickerEntry[]> {
	if (!join) {
		const entries: PickerEntry[] = [];
		await collect(context, path, (thing) => entries.push(entry(thing)));
		return entries;
	}
	const things: unknown[] = [];
	const whole = (other: Picker) =>
		entriesOf(
			context,
			other,
			other.path(() => undefined),
			true,
		);
	const [others] = await Promise.all([
		Promise.all(join.with.map(whole)),
		collect(context, path, (thing) => things.push(thing)),
	]);
	return join.entries(things, others);
}

/** What a list is held under: whose it is, as a keyed hash, so that a changed credential has lists of its own. */
async function keyOf(context: ILoadOptionsFunctions, path: string): Promise<string> {
	// Asked each time: n8n lets only those have it who may use the credential.
	const credential = await context.getCredentials('offBlocksApi');
	// n8n renews the token now and then; that makes it no other credential.
	const lasting = JSON.stringify({ ...credential, sessionToken: undefined });
	const owner = createHmac('sha256', SECRET).update(lasting).digest('base64');
	return `${owner} ${path}`;
}
