// n8n's guidelines: where more than ten fields come out of what an agent may call, there is a choice of how much.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../../nodes/OffBlocks/resources';

const FOLDER = join(__dirname, '../../../nodes/OffBlocks/__schema__/v1.0.0');
const MOST = 10;

it.each([...registry.operations])('%s lets people choose, where there is much', (key, found) => {
	const file = join(FOLDER, `${key}.json`);
	if (!existsSync(file)) return;
	const { properties } = JSON.parse(readFileSync(file, 'utf8')) as { properties: object };
	const { fields } = found.operation;
	if (Object.keys(properties).length <= MOST) return;
	const output = fields.find(({ name }) => name === 'output');
	expect(output?.options).toMatchObject([
		{ name: 'Raw' },
		{ name: 'Selected Fields' },
		{ name: 'Simplified' },
	]);
});

it.each(['account/get', 'asset/getAll', 'chain/getAll', 'customer/getAll', 'webhook/getAll'])(
	'%s has no choice between the same and the same',
	(key) => {
		const { fields } = registry.operations.get(key)!.operation;
		expect(fields.map(({ name }) => name)).not.toContain('output');
	},
);
