// The output schemas, by which the editor lets people drag fields before a first run: they must name
// what the operations really give.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist, operationsOf } from '../support/dist.mts';
import { runNode } from '../support/engine.mts';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';

const FOLDER = join(__dirname, '../../dist/nodes/OffBlocks/__schema__/v1.0.0');

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(() => api.sandbox.stop());

type Schema = { type: string; properties?: Record<string, Schema> };
const schemaOf = (operation: string) =>
	JSON.parse(readFileSync(join(FOLDER, 'card', `${operation}.json`), 'utf8')) as Schema;

/** Paths of what the value has and the schema does not name, or names with another type. */
function unnamed(value: unknown, schema: Schema | undefined, path = ''): string[] {
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (!schema || schema.type !== type) return [path];
	if (type !== 'object') return [];
	return Object.entries(value as object).flatMap(([key, part]) =>
		unnamed(part, schema.properties?.[key], `${path}.${key}`),
	);
}

it('there is one for every operation but those that hand on their input', () => {
	const missing = operationsOf(new dist.OffBlocks()).filter(
		(operation) => !existsSync(join(FOLDER, `${operation}.json`)),
	);
	expect(missing).toEqual(['card/confirmChanges', 'event/removeRepeated']);
});

it.each(['get', 'deactivate', 'activate', 'terminate'])(
	'%s gives what its schema names',
	async (operation) => {
		const status = operation === 'activate' ? 'inactive' : 'active';
		const { json } = await runNode(
			{ resource: 'card', operation, cardId: byId(await api.newCard({ status })) },
			{ credentials: api.credentials() },
		);
		expect(json).toHaveLength(1);
		expect(unnamed(json[0], schemaOf(operation))).toEqual([]);
	},
);

it.each(['getAll', 'getAllByAccount'])('%s gives what its schema names', async (operation) => {
	const accountId = await api.newAccount();
	await api.newCard({ accountId });
	const { json } = await runNode(
		{ resource: 'card', operation, accountId: byId(accountId), limit: 1 },
		{ credentials: api.credentials() },
	);
	expect(json).toHaveLength(1);
	expect(unnamed(json[0], schemaOf(operation))).toEqual([]);
});
