import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import {
	agentMay,
	agentMostWrites,
	agentOnlyAccounts,
	toolDescription,
	unlessAbove,
} from './agent';
import type { ReachOf } from './fence';
import type { Operation, Resource } from './Operation';
import { outputsOf } from './outputs';
import { showFor } from './showFor';
import { subtitleOf } from './subtitle';
import type { Picker } from '../shared/picker';
import { withCollectionsKept } from './unresolved';

/** An operation and what it belongs to. */
export interface Registered {
	resource: Resource;
	operation: Operation;
}

/** All that a node is made from: what it can do, and what the editor shows of it. */
export interface Registry {
	/** By `resource/operation`. */
	operations: ReadonlyMap<string, Registered>;
	properties: INodeProperties[];
	subtitle: string;
	outputs: `={{${string}}}`;
	/** By the names that locators give. */
	pickers: ReadonlyMap<string, Picker>;
	/** What a call of the API reaches, for a tool that is kept to certain accounts. */
	reachOf: ReachOf;
	/** When the credential is shown and required. */
	credentialDisplay: INodeCredentialDescription['displayOptions'];
}

/**
 * Makes a node of resources.
 *
 * @param first the resource that a new node has
 * @param reachOf where it knows nothing, a tool that is kept to certain accounts can do nothing
 * @throws {Error} where two operations or resources would take each other's place
 */
export function register(
	resources: readonly Resource[],
	first = resources[0],
	reachOf: ReachOf = () => undefined,
): Registry {
	const operations = new Map<string, Registered>();
	for (const resource of resources) {
		for (const operation of resource.operations) {
			const key = `${resource.value}/${operation.option.value}`;
			if (operations.has(key)) throw new Error(`There are two operations ${key}`);
			operations.set(key, { resource, operation });
		}
		if (!resource.operations.includes(resource.preset)) {
			throw new Error(`The preset of the resource ${resource.value} is none of its operations`);
		}
	}
	// A plain name, by which n8n's linter sees that there is a default.
	const preset = first.value;
	return {
		operations,
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: resources.map(({ name, value }) => ({ name, value })),
				default: preset,
			},
			agentMay,
			agentMostWrites,
			agentOnlyAccounts,
			...resources.flatMap(propertiesOf),
		],
		subtitle: subtitleOf(resources, first),
		outputs: outputsOf(resources, first),
		pickers: new Map(
			resources.flatMap(({ plural, picker }) => (picker ? [[`search${plural}`, picker]] : [])),
		),
		reachOf,
		credentialDisplay: credentialDisplay(resources),
	};
}

/** What the form shows of one resource. */
function propertiesOf(resource: Resource): INodeProperties[] {
	const { value, operations } = resource;
	const preset = resource.preset.option.value;
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [value] } },
			options: operations.map((operation) => ({
				...operation.option,
				...unlessAbove(operation),
			})),
			default: preset,
		},
		...operations.flatMap((operation) =>
			showFor(
				value,
				[operation.option.value],
				withCollectionsKept([...toolDescription(operation), ...operation.fields]),
			),
		),
	];
}

/**
 * n8n hides a credential where ANY of the parameters has a listed value, and finds a credential by its name
 * alone, so that one cannot be declared twice with two rules. So a resource that sends nothing at all is
 * listed as such, and an operation that sends nothing must have a name of its own.
 */
function credentialDisplay(resources: readonly Resource[]): Registry['credentialDisplay'] {
	const isLocal = ({ needsCredential }: Operation) => needsCredential === false;
	const local = resources.filter(({ operations }) => operations.every(isLocal));
	const others = resources.filter((resource) => !local.includes(resource));
	const sending = new Set(
		others.flatMap(({ operations }) =>
			operations.filter((operation) => !isLocal(operation)).map(({ option }) => option.value),
		),
	);
	const names = others.flatMap(({ operations }) =>
		operations.filter(isLocal).map(({ option }) => option.value),
	);
	const shared = names.find((name) => sending.has(name));
	if (shared) {
		throw new Error(
			`An operation ${shared} needs the credential and another one of that name does not`,
		);
	}
	const hide = {
		...(local.length ? { resource: local.map(({ value }) => value) } : {}),
		...(names.length ? { operation: names } : {}),
	};
	return Object.keys(hide).length ? { hide } : undefined;
}
