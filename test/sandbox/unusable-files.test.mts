// Seeds and data files that cannot be used: in words, with the place.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Contract } from '../../sandbox/http/contract.mts';
import { readSeed } from '../../sandbox/seed/seed.mts';
import { Database } from '../../sandbox/store/database.mts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const contract = new Contract();

test.each<[string, string, RegExp]>([
	['open.yaml', 'cards:\n  - id: "x\n', /cannot be read: Missing closing "quote at line 3/],
	['comma.json', '{"cards": [\n  {"id": ]\n}', /cannot be read: .* at line 2/],
	['empty.yaml', '', /does not fit seed.schema.json: it must be object/],
	[
		'status.yaml',
		'accounts:\n  - id: 00000002-0000-4000-8000-000000000000\n    customerId: 00000001-0000-4000-8000-000000000000\n    status: nope\n',
		/does not fit seed.schema.json in line 4: \/accounts\/0\/status must be equal to one of .*initiating/,
	],
	[
		'status.json',
		'{\n "cards": [\n  {"id": "00000002-0000-4000-8000-000000000000",\n   "accountId": 7}\n ]\n}',
		/ in line 4: \/cards\/0\/accountId must be string/,
	],
])('the seed %s', (name, text, words) => {
	const file = join(folder, name);
	writeFileSync(file, text);
	expect(() => readSeed(file, contract)).toThrow(words);
});

test.each<[string, (file: string) => void, RegExp]>([
	['words', (file) => writeFileSync(file, 'Hello.\n'), /cannot be used \(file is not a database\)/],
	['a folder', (file) => mkdirSync(file), /cannot be used \(EISDIR.*Name another with --data/],
	[
		"another version's",
		(file) => {
			new Database(file).close();
			const other = new DatabaseSync(file);
			other.exec('PRAGMA user_version = 1');
			other.close();
		},
		/was made by another version of the sandbox. Delete it to start over, or name another/,
	],
])('a data file that is %s', (what, make, words) => {
	const file = join(folder, what);
	make(file);
	expect(() => new Database(file)).toThrow(words);
});
