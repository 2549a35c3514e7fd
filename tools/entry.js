// Shipped as dist/entry.js. At its start n8n reads what each node and credential says of itself, and needs no more
// until one of them works: so that is kept ready as JSON (dist/descriptions.json, made by tools/descriptions.js), and
// the code, dist/offblocks.js, is loaded by the first call.
const descriptions = require('./descriptions.json');

/** A class that says what the bundle's class of this name says, and does what that does. */
exports.entry = (name) => {
	const { data, own, methods } = descriptions[name];
	let loaded;
	const instance = () => (loaded ??= new (require('./offblocks.js')[name])());
	const forward = (path) =>
		function (...args) {
			return path.reduce((holder, key) => holder[key], instance()).apply(this, args);
		};
	class Entry {
		constructor() {
			// A copy of the uppermost level, where n8n adds to it.
			for (const [key, value] of Object.entries(data)) {
				this[key] = Object(value) === value && !Array.isArray(value) ? { ...value } : value;
			}
			for (const path of own) put(this, path, forward(path));
		}
	}
	Object.defineProperty(Entry, 'name', { value: name });
	for (const method of methods) Entry.prototype[method] = forward([method]);
	return Entry;
};

function put(target, path, value) {
	const keys = path.slice(0, -1);
	const holder = keys.reduce((inner, key) => (inner[key] ??= {}), target);
	holder[path.at(-1)] = value;
}
