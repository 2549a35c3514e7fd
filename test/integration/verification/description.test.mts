// n8n's rules for what the editor shows of a node and a credential (its UX guidelines for community nodes).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { dist, operationsOf } from '../../support/dist.mts';

const root = join(__dirname, '..', '..', '..');
const action = new dist.OffBlocks().description;
const trigger = new dist.OffBlocksTrigger().description;
const credential = new dist.OffBlocksApi();

/** A property and all below it: of collections, fixed collections and lists of values. */
function all(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...(property.options ?? []).flatMap((option) => {
			if ('values' in option) return all(option.values);
			return 'type' in option ? all([option]) : [];
		}),
	]);
}

const shown = [
	...all(action.properties),
	...all(trigger.properties),
	...all(credential.properties),
].filter(({ type }) => type !== 'hidden' && type !== 'notice');
const choicesOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];
const operations = action.properties.filter(({ name }) => name === 'operation');
const where = ({ displayName, name }: INodeProperties) => `${displayName} (${name})`;

it('every operation has a name in title case, an action in sentence case and a description', () => {
	for (const { name, action: sentence = '', description = '' } of operations.flatMap(choicesOf)) {
		expect(name).toMatch(/^([A-Z][a-z]+|by)( ([A-Z][a-z]+|ID|by))*$/);
		expect(sentence).toMatch(/^[A-Z][a-z]+( ([a-z]+|ID))+$/);
		expect(description).not.toBe('');
	}
	for (const list of operations) {
		const names = choicesOf(list).map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	}
	const names = operations.flatMap(choicesOf).map(({ name }) => name);
	expect(names).toContain('Get Many');
	expect(names.join()).not.toMatch(/Get All|List|Delete All/);
});

it('choices of five and more are alphabetical', () => {
	const lists = shown.filter(
		({ type, options = [] }) => /^(options|multiOptions)$/.test(type) && options.length >= 5,
	);
	expect(lists.length).toBeGreaterThan(2);
	for (const list of lists) {
		const names = choicesOf(list).map(({ name }) => name);
		expect([where(list), names]).toEqual([
			where(list),
			[...names].sort((a, b) => a.localeCompare(b)),
		]);
	}
});

it('booleans say Whether, and placeholders of texts give an example', () => {
	const booleans = shown.filter(({ type }) => type === 'boolean');
	expect(booleans.length).toBeGreaterThan(4);
	expect(booleans.filter(({ description = '' }) => !/^Whether /.test(description))).toEqual([]);
	const texts = shown.filter(({ type, placeholder }) => type === 'string' && placeholder);
	expect(texts.length).toBeGreaterThan(4);
	const odd = texts.filter(({ placeholder = '' }) => !/^(e\.g\. |-----BEGIN )/.test(placeholder));
	expect(odd.map(where)).toEqual([]);
});

it('descriptions are sentences without a full stop, or several with', () => {
	const odd = shown.filter(({ description = '' }) => /^[^.]*\.$/.test(description));
	expect(odd.map(where)).toEqual([]);
});

it('Return All and Limit have the words that n8n wants', () => {
	const [returnAll, limit] = ['returnAll', 'limit'].map((wanted) =>
		shown.find(({ name }) => name === wanted)!,
	);
	expect(returnAll).toMatchObject({
		displayName: 'Return All',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	});
	expect(limit).toMatchObject({
		displayName: 'Limit',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
	});
});

it('resource locators offer the list first, and check an ID', () => {
	const locators = shown.filter(({ type }) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(2);
	for (const { modes = [], default: preset } of locators) {
		expect(modes.map(({ name }) => name)).toEqual(['list', 'id']);
		expect(preset).toMatchObject({ mode: 'list' });
		expect(modes[1].validation).toHaveLength(1);
		expect(modes[1].placeholder).toMatch(/^e\.g\. /);
	}
});

it('every secret of the credential is hidden, and nothing else that people type is', () => {
	const secret = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(secret.map(({ name }) => name).sort()).toEqual([
		'accessToken',
		'apiKey',
		'apiSecret',
		'privateKey',
		'sessionToken',
	]);
	const open = credential.properties.filter(
		({ name, typeOptions }) =>
			/token|secret|private|password|apikey/i.test(name) && typeOptions?.password !== true,
	);
	expect(open.map(({ name }) => name)).toEqual([]);
});

it('the action node can be a tool, the trigger cannot', () => {
	expect(action.usableAsTool).toBe(true);
	expect(trigger.usableAsTool).toBeUndefined();
});

it('every operation has an output schema, which is JSON, but those that give what they get', () => {
	const folder = join(root, 'dist/nodes/OffBlocks/__schema__/v1.0.0');
	for (const key of operationsOf(new dist.OffBlocks())) {
		const file = join(folder, `${key}.json`);
		if (['card/confirmChanges', 'event/removeRepeated'].includes(key))
			expect(existsSync(file)).toBe(false);
		else expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ type: 'object' });
	}
});

it.each([
	['OffBlocks', action.name],
	['OffBlocksTrigger', trigger.name],
])('the codex of %s names it, its category and its documentation', (file, name) => {
	const codex = JSON.parse(
		readFileSync(join(root, `dist/nodes/OffBlocks/${file}.node.json`), 'utf8'),
	);
	const { name: packageName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	expect(codex).toMatchObject({
		node: `${packageName}.${name}`,
		nodeVersion: '1.0',
		codexVersion: '1.0',
		categories: ['Finance & Accounting'],
		alias: expect.arrayContaining(['card']),
	});
	const { credentialDocumentation, primaryDocumentation } = codex.resources;
	for (const { url } of [...credentialDocumentation, ...primaryDocumentation])
		expect(url).toMatch(/^https:\/\//);
});

it.each(['offblocks.svg', 'offblocks.dark.svg'])('%s is a square picture of its own', (icon) => {
	const svg = readFileSync(join(root, 'dist/icons', icon), 'utf8');
	const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
	expect(width).toBeDefined();
	expect(width).toBe(height);
	expect(svg).not.toMatch(
		/<script|<image|<foreignObject|<style|href|\bon\w+=|url\(|@import|<!ENTITY/i,
	);
	for (const { icon: named } of [action, trigger, credential])
		expect(Object.values(named as object).join()).toContain(icon);
});
