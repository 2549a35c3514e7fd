/** What the canvas calls each operation; of what it works on, `{}` is the place. */
const PHRASES: Record<string, string> = {
	activate: 'activate: {}',
	audit: 'audit: {}',
	confirmChanges: 'confirm changes',
	create: 'create: {}',
	deactivate: 'deactivate: {}',
	get: 'get: {}',
	getAll: 'get many: cards',
	getAllByAccount: 'get many: {}',
	getChanges: 'get changes: {}',
	removeRepeated: 'remove repeated events',
	terminate: 'terminate: {}',
};

/**
 * The line below the node on the canvas: the operation and what it works on, e.g. "deactivate: John Carter
 * ••••9871". It must be short: the canvas shows about 26 characters. Of what was picked from a list the editor
 * keeps the name as it was then, so the status at its end is left out; an ID is cut short; what an expression
 * gives is not known yet. `toJSON()` is the way to that name: `$parameter.cardId` is the ID alone.
 */
export const SUBTITLE = `={{ ((p, phrases) => {
	const operation = p.operation || 'getAll';
	const what = ['create', 'getAllByAccount'].includes(operation) ? 'account' : 'card';
	const locator = p[what + 'Id'] || {};
	const id = String(locator.value || '').trim();
	const label = String(locator.cachedResultName || '').replace(/^Cannot be \\w+: /, '');
	const name = locator.mode === 'list' && !label.startsWith('No card yet') && label.split(' · ')[0];
	const one = name ? name + (label.match(/ ••••\\d+/) || '') : id && !id.startsWith('=') ? what + ' ' + id.slice(0, 8) : what;
	const many = p.scope === 'accounts' ? 'certain accounts' : 'all cards';
	const target = ['audit', 'getChanges'].includes(operation) ? many : one;
	return (phrases[operation] || operation).replace('{}', () => target);
})($parameter.toJSON(), ${JSON.stringify(PHRASES)}) }}`;
