import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { CardChange, Finding } from '../resources/card/audit';
import { withoutAddress } from '../resources/card/audit';
import type { Parameters } from './ItemParameters';
import { simplify, simplifyField } from '../resources/card/list/simplifyCard';

/** n8n shows these where the node is the tool of an AI agent, and nowhere else. */
const asTool = { '@tool': [true] };

/**
 * Instead of what Terminate is: n8n offers a model every tool that is connected (n8n-core's
 * `getInputConnectionData`) and lets no node of this kind keep one back.
 */
const SWITCHED_OFF =
	'Switched off: this tool does nothing, whatever it is given. Do not call it. Where a payment card is to be ended for good, say that a person has to do it.';

/** What each operation is, for a model that has to choose and to fill in: effects, ids, what is final. */
const DESCRIPTIONS: Record<string, string> = {
	create:
		'Issues a new payment card for an account. Needs the account ID (a UUID). An account can have one virtual and one physical card. The new card starts with status "issuing". This has a real effect: do it only when asked to.',
	get: 'Reads one payment card by its card ID (a UUID): holder name, status, network, masked number, expiry. Changes nothing.',
	getAll:
		'Lists payment cards with card ID, holder name, status, network, masked number and expiry. Use it to find the ID of a card by its holder. Changes nothing.',
	getAllByAccount:
		'Lists the payment cards of one account, by account ID (a UUID). Changes nothing.',
	audit:
		'Checks payment cards against rules (expiring, stuck in issuing, suspended, missing data and more) and lists what it found, with severity, card ID and account ID; an empty list means that all is well. Changes nothing.',
	getChanges:
		'Lists which payment cards are new, changed or gone since the last look, with card ID and account ID. Changes no card.',
	confirmChanges:
		'Of no use to an agent: in a workflow it makes the changes that Get Changes has found count as seen. Do not call it.',
	removeRepeated:
		'Of no use to an agent: in a workflow it lets each event through one time. Do not call it.',
	activate:
		'Unfreezes a payment card that was frozen (status "inactive"), by card ID (a UUID), so that it can pay again. Can be undone by freezing it.',
	deactivate:
		'Freezes an active payment card, by card ID (a UUID): it cannot pay until it is unfrozen. Can be undone.',
	terminate:
		'Ends a payment card for good, by card ID (a UUID). IRREVERSIBLE: never do it without an explicit order that names this very card. To stop a card for a while, freeze it instead.',
};

const describe = (text: string, when: Record<string, boolean[]> = {}): INodeProperties => ({
	displayName: 'Tool Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 4 },
	default: text,
	description: 'What the AI agent is told about this tool',
	displayOptions: { show: { ...asTool, ...when } },
});

/** The description that the model reads; n8n would only say "Get a card in OffBlocks". */
export function toolDescription(operation: string): INodeProperties[] {
	const text = DESCRIPTIONS[operation];
	if (!text) return [];
	if (operation !== 'terminate') return [describe(text)];
	// Of two that n8n shows, which it does for a switch with an expression, it takes the last.
	return [
		describe(text, { allowTerminate: [true] }),
		describe(SWITCHED_OFF, { allowTerminate: [false] }),
	];
}

/** A model needs no address to work with a card, and it should not be sent one unasked. */
export const simplifyForAgent: INodeProperties = {
	...simplifyField,
	displayOptions: { show: asTool },
};

/** Whether the agent is to be spared addresses; people's nodes have no such switch and get everything. */
function isSimplified(parameters: Parameters): boolean {
	return parameters.value('simplify', false) === true;
}

/** How findings go to an agent: the card in them simplified, where the parameters say so. */
export function findingsFor(parameters: Parameters): (finding: Finding) => object {
	if (!isSimplified(parameters)) return (finding) => finding;
	return (finding) => ({ ...finding, card: simplify({ ...finding.card }) });
}

/** The same for changes: of an address, only that it changed. */
export function changesFor(parameters: Parameters): (change: CardChange) => object {
	if (!isSimplified(parameters)) return (change) => change;
	return (change) => ({ ...withoutAddress(change), card: simplify({ ...change.card }) });
}

/** Terminating is for people, unless somebody says otherwise in so many words. */
export const allowTerminate: INodeProperties = {
	displayName: 'Let the AI Agent Terminate Cards',
	name: 'allowTerminate',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether Terminate can be chosen as the operation, so that the agent may end cards for good. It cannot be undone, and models make mistakes.',
	displayOptions: { show: { ...asTool, resource: ['card'] } },
};

/** Of an operation in the list: it is not there while the switch is. People's nodes have no switch. */
export const unlessSwitchedOff: IDisplayOptions = { hide: { allowTerminate: [false] } };
