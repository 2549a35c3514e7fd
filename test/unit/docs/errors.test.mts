// docs/errors.md is complete: it lists every message that the source can make, and none that it cannot.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	constructedErrors,
	HAND_ON,
	messages,
	READ_FROM,
	shippedSources,
} from '../../support/messages.mts';

const page = readFileSync(join(__dirname, '../../../docs/errors.md'), 'utf8');
const listed = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, message]) => message);
const sources = shippedSources();

it('lists every message of the source', () => {
	const missing = [...messages(sources)].filter((message) => !listed.includes(message));
	expect(missing).toEqual([]);
});

it('lists none that is gone from the source', () => {
	const known = messages(sources);
	expect(listed.filter((message) => !known.has(message))).toEqual([]);
});

it('lists each once, in alphabetical order within its table', () => {
	expect(listed.filter((message, at) => listed.indexOf(message) !== at)).toEqual([]);
	const word = (message: string) => message.replace(/^[^A-Za-z0-9]+/, '').toLowerCase();
	for (const table of page.split('\n## ')) {
		const words = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, message]) => word(message));
		expect(words).toEqual([...words].sort());
	}
});

it('there is no kind of error that messages are not read from', () => {
	const kinds = [...constructedErrors(sources)];
	expect(kinds.filter((kind) => !READ_FROM.includes(kind) && !HAND_ON.includes(kind))).toEqual([]);
	expect(kinds.length).toBeGreaterThan(6);
	expect(messages(sources).size).toBeGreaterThan(100);
});
