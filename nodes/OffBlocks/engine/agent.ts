import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { Parameters } from './ItemParameters';
import type { Operation, Resource } from './Operation';

/** n8n shows these where the node is the tool of an AI agent, and nowhere else. */
export const asTool = { '@tool': [true] };

const describe = (text: string, when: Record<string, boolean[]> = {}): INodeProperties => ({
	displayName: 'Tool Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 4 },
	default: text,
	description: 'What to tell the AI agent about this tool',
	displayOptions: { show: { ...asTool, ...when } },
});

/**
 * The description that the model reads; n8n would only say "Get a card in OffBlocks". Instead of what an
 * irreversible operation is, it says that the tool is off: n8n offers a model every tool that is connected
 * (n8n-core's `getInputConnectionData`) and lets no node of this kind keep one back.
 */
export function toolDescription(operation: Operation): INodeProperties[] {
	if (operation.risk !== 'irreversible') return [describe(operation.tool)];
	const allow = switchName(operation);
	// Of two that n8n shows, which it does for a switch with an expression, it takes the last.
	return [
		describe(operation.tool, { [allow]: [true] }),
		describe(
			`Switched off: this tool (${operation.option.action}) does nothing, whatever its input. Do not call it. If this needs to be done, say that a person has to do it.`,
			{ [allow]: [false] },
		),
	];
}

/** The switches of a resource by which a person lets an agent do what cannot be undone. */
export function agentSwitches(resource: Resource): INodeProperties[] {
	return resource.operations.filter(isIrreversible).map((operation) => ({
		displayName: switchLabel(resource, operation),
		name: switchName(operation),
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description: `Whether the agent is allowed to use ${operation.option.name}. It cannot be undone, and models can be wrong.`,
		displayOptions: { show: { ...asTool, resource: [resource.value] } },
	}));
}

/** Of an operation in the editor's list: it is not there while its switch is off. People's nodes have no switch. */
export function unlessSwitchedOff(operation: Operation): { displayOptions?: IDisplayOptions } {
	if (!isIrreversible(operation)) return {};
	return { displayOptions: { hide: { [switchName(operation)]: [false] } } };
}

/** Adds a problem where an agent is about to do what nobody has allowed it. */
export function refuseUnlessAllowed(
	parameters: Parameters,
	resource: Resource,
	operation: Operation,
): void {
	if (!isIrreversible(operation)) return;
	parameters.requireForAgent(
		switchName(operation),
		`${operation.option.name} is not allowed to AI agents here. A person can allow it in this node: "${switchLabel(resource, operation)}"`,
	);
}

function isIrreversible({ risk }: Operation): boolean {
	return risk === 'irreversible';
}

/** `allowTerminate` */
function switchName({ option }: Operation): string {
	return `allow${option.value.replace(/^./, (first) => first.toUpperCase())}`;
}

/** "Let the AI Agent Terminate Cards" */
function switchLabel({ plural }: Resource, { option }: Operation): string {
	return `Let the AI Agent ${option.name} ${plural}`;
}
