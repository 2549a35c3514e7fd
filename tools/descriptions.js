// What dist/entry.js knows of the classes of a bundle: the data of an instance as JSON, and where its functions are.
const { resolve } = require('node:path');

/**
 * @param bundle path of the built file
 * @param names of its classes
 * @returns by name `{ data, own, methods }`: the data, the paths of functions in it, the prototype's methods
 * @throws where something would not survive as JSON
 */
function descriptionsOf(bundle, names) {
	const file = resolve(bundle);
	// A watch builds it again.
	delete require.cache[file];
	const classes = require(file);
	return Object.fromEntries(names.map((name) => [name, describe(classes[name])]));
}

function describe(Class) {
	const instance = new Class();
	const own = [];
	const data = dataOf(instance, [], own);
	const methods = Object.getOwnPropertyNames(Class.prototype).filter(
		(one) => one !== 'constructor',
	);
	return { data, own, methods };
}

/** A copy without functions, whose paths go into `own`; what held nothing else is left out. */
function dataOf(value, path, own) {
	if (typeof value === 'function') return void own.push(path);
	if (Array.isArray(value)) return value.map((one, at) => dataOf(one, [...path, at], own));
	if (Object(value) !== value) return value;
	const prototype = Object.getPrototypeOf(value);
	if (path.length && prototype !== Object.prototype)
		throw new Error(`${path.join('.')} is no JSON`);
	const before = own.length;
	const entries = Object.entries(value)
		.map(([key, inner]) => [key, dataOf(inner, [...path, key], own)])
		.filter(([, inner]) => inner !== undefined);
	return entries.length === 0 && own.length > before ? undefined : Object.fromEntries(entries);
}

module.exports = { descriptionsOf };
