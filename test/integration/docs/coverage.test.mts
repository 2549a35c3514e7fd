// README's table of coverage: every operation of the API against what this package has for it. The left side comes from the
// contract (sandbox/openapi.yaml, which another test holds against the vendor's), the right side from the node.
// To write it anew: UPDATE_EXAMPLES=1 npm test -- integration --testPathPatterns docs/coverage
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import { parse } from 'yaml';
import { root } from '../../../tools/setup/places.mjs';
import { dist } from '../../support/dist.mts';
import { CASES } from '../../support/everyOperation.mts';

const README = join(root, 'README.md');
const [BEGIN, END] = ['<!-- coverage: written by a test -->', '<!-- end of coverage -->'];

/** What is not an operation of the action node. */
const ELSEWHERE: Record<string, string> = {
	'POST /auth/token': 'the credential, by itself',
	'PUT /auth/credentials': 'not offered: it would end the session of every workflow',
	'DELETE /auth/credentials': 'not offered: access would be gone for good',
	'PUT /webhooks': 'OffBlocks Trigger, when its workflow is published',
	'GET /webhooks/verification-key': 'OffBlocks Trigger, when its workflow is published',
};

/** "Card: Get Many, Audit", from the names that the editor shows. */
function nameOf(key: string): [resource: string, operation: string] {
	const { properties } = new dist.OffBlocks().description;
	const labelIn = (options: unknown, value: string) =>
		(options as INodePropertyOptions[]).find((option) => option.value === value)!.name;
	const [resource, operation] = key.split('/');
	const list = properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(resource),
	)!;
	const resources = properties.find(({ name }) => name === 'resource')!;
	return [labelIn(resources.options, resource), labelIn(list.options, operation)];
}

function offeredFor(call: string): string {
	const byResource = new Map<string, string[]>();
	for (const [key, { calls }] of Object.entries(CASES)) {
		if (!calls.includes(call)) continue;
		const [resource, operation] = nameOf(key);
		byResource.set(resource, [...(byResource.get(resource) ?? []), operation]);
	}
	return [...byResource]
		.map(([name, operations]) => `${name}: ${operations.join(', ')}`)
		.join('; ');
}

function table(): string[] {
	const { paths } = parse(readFileSync(join(root, 'sandbox/openapi.yaml'), 'utf8')) as {
		paths: Record<string, Record<string, { operationId?: string }>>;
	};
	const calls = Object.entries(paths).flatMap(([path, item]) =>
		Object.entries(item)
			.filter(([, { operationId }]) => operationId)
			.map(([method]) => `${method.toUpperCase()} ${path}`),
	);
	return calls.map((call) => `| \`${call}\` | ${ELSEWHERE[call] ?? offeredFor(call)} |`);
}

it('README shows for each of the 46 operations of the API what there is for it', () => {
	const rows = table();
	expect(rows).toHaveLength(46);
	expect(rows.filter((row) => /\|\s+\|$/.test(row))).toEqual([]);
	const page = readFileSync(README, 'utf8');
	const wanted = [BEGIN, '', '| OffBlocks API | Here |', '|---|---|', ...rows, '', END].join('\n');
	const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
	expect([from, to].every((at) => at > 0)).toBe(true);
	const shown = page.slice(from, to + END.length);
	if (process.env.UPDATE_EXAMPLES) writeFileSync(README, page.replace(shown, wanted));
	else expect(shown).toBe(wanted);
});
