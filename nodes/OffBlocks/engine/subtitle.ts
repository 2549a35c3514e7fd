import type { Resource } from './Operation';

/**
 * The line below the node on the canvas: the operation and what it works on, e.g. "deactivate: John Carter
 * ••••9871". It must be short: the canvas shows about 26 characters. Of what was picked from a list the editor
 * keeps the name, of which the holder and the digits are shown; an ID is cut short; what an expression gives is not
 * known yet. `toJSON()` is the way to that name: `$parameter.cardId` is the ID alone.
 */
export function subtitleOf(resources: readonly Resource[], preset: Resource): string {
	const known = Object.fromEntries(
		resources.flatMap(({ value, operations }) =>
			operations.map(({ option, subtitle, subtitleWords }) => {
				const [, field] = /\{(\w+)\}/.exec(subtitle) ?? [];
				return [`${value}/${option.value}`, [subtitle, field, subtitleWords]];
			}),
		),
	);
	const presets = Object.fromEntries(
		resources.map(({ value, preset }) => [value, preset.option.value]),
	);
	return `={{ ((p, known, presets) => {
	const resource = p.resource || '${preset.value}';
	const operation = p.operation || presets[resource];
	const [words, field, choices] = known[resource + '/' + operation] || [operation];
	const what = String(field).replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ' ' + letter.toLowerCase());
	const locator = p[field] || {};
	const id = String(locator.value || '').trim();
	const label = String(locator.cachedResultName || '');
	const name = locator.mode === 'list' && label.split(' · ')[0];
	const one = name ? name + (label.match(/ ••••\\d+/) || '') : id && !id.startsWith('=') ? what + ' ' + id.slice(0, 8) : what;
	const target = choices ? choices[p[field]] || Object.values(choices)[0] : one;
	return words.replace(/\\{\\w+\\}/, () => target);
})($parameter.toJSON(), ${JSON.stringify(known)}, ${JSON.stringify(presets)}) }}`;
}
