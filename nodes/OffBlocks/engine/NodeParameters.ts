import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { isTool } from './toolCall';

/**
 * The node's parameters for all items of a run. n8n copies the node each time it is asked for it, and looks through
 * the fields of all operations for each parameter of each item. What no expression can make another for another item
 * is read once.
 */
export class NodeParameters {
	/** As the workflow stores them, expressions not resolved. */
	readonly written: INodeParameters;

	private readonly context: IExecuteFunctions;

	/** Names of the parameters that an expression is in. */
	private readonly varying: ReadonlySet<string>;

	private tool?: boolean;

	private readonly known = new Map<string, unknown>();

	constructor(context: IExecuteFunctions) {
		this.context = context;
		this.written = context.getNode().parameters ?? {};
		this.varying = new Set(
			Object.keys(this.written).filter((name) => hasExpression(this.written[name])),
		);
	}

	/** Whether an AI agent or an MCP client uses the node as its tool. */
	get isTool(): boolean {
		return (this.tool ??= isTool(this.context));
	}

	/**
	 * A parameter as n8n gives it to an item, expressions resolved; what has none is one value for all, not to be changed.
	 *
	 * @param extractValue of a resource locator, only what was picked
	 */
	value(name: string, itemIndex: number, fallback?: unknown, extractValue = false): unknown {
		const key = extractValue ? `${name} picked` : name;
		if (this.known.has(key)) return this.known.get(key);
		const value: unknown = this.context.getNodeParameter(name, itemIndex, fallback, {
			extractValue,
			// No field of ours has a `validateType`: n8n would look for it among all fields.
			skipValidation: true,
		});
		if (!this.varying.has(name.split('.', 1)[0])) this.known.set(key, value);
		return value;
	}
}

/** Whether n8n resolves anything in a stored value: a text that starts with `=`, however deep. */
function hasExpression(written: unknown): boolean {
	if (typeof written === 'string') return written.startsWith('=');
	if (typeof written !== 'object' || written === null) return false;
	return Object.values(written).some(hasExpression);
}
