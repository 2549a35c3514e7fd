// What docs/faq.md tells a reader to look for, in italics, is called so in the node, the trigger or the credential.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from '../../support/dist.mts';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'faq.md'), 'utf8');

/** Names of n8n's own, and of others. */
const ELSEWHERE = new Set([
	'Create credential',
	'Executions',
	'SSL/TLS',
	'Workflows',
	'When a Teams webhook request is received',
	'incoming webhook',
]);

/** All titles and choices of a description, at any depth. */
function namesIn(part: unknown, names = new Set<string>()): Set<string> {
	if (Array.isArray(part)) part.forEach((one) => namesIn(one, names));
	else if (typeof part === 'object' && part !== null) {
		for (const [key, value] of Object.entries(part)) {
			const isName = ['displayName', 'name', 'placeholder'].includes(key);
			if (isName && typeof value === 'string') names.add(value.toLowerCase());
			else namesIn(value, names);
		}
	}
	return names;
}

const named = namesIn([
	new dist.OffBlocks().description,
	new dist.OffBlocksTrigger().description,
	new dist.OffBlocksApi().properties,
]);

it('names fields, operations and choices as the editor does', () => {
	const said = [...page.replace(/```[\s\S]*?```/g, '').matchAll(/(?<!\*)\*([^*\n]+)\*(?!\*)/g)];
	const parts = said.flatMap(([, words]) => words.split(/ → |: |, /));
	expect(parts.length).toBeGreaterThan(40);
	const unknown = parts.filter((name) => !named.has(name.toLowerCase()) && !ELSEWHERE.has(name));
	expect(unknown).toEqual([]);
});
