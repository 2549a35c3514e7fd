import type { IExecuteFunctions } from 'n8n-workflow';

/** Milliseconds: n8n puts an execution aside for a Wait that is longer than this. */
const LONG_WAIT = 65_000;

const AROUND =
	'move this node and its Confirm Changes node into a workflow that an Execute Sub-workflow node calls';

/** Why a node that has remembered finds nothing. */
export interface NotHandedOn {
	/** What to do, and what becomes of the changes. */
	advice: string;
	/**
	 * Whether n8n has left out the workflow's static data in this execution, so that whatever is written now
	 * takes the place of all that is stored there, by other nodes too.
	 */
	isLeftOut: boolean;
}

/** Finds out why this node has nothing of what it remembered, as far as n8n lets a node know. */
export function whyNotHandedOn(context: IExecuteFunctions): NotHandedOn {
	if (context.getMode() === 'retry') {
		return {
			isLeftOut: true,
			advice:
				'n8n does not give saved state to a retried execution. Start a new execution, which compares with the saved state. Nothing was lost.',
		};
	}
	const [wait] = longWaitsBefore(context);
	if (wait !== undefined) {
		return {
			isLeftOut: true,
			advice: `n8n does not give saved state to nodes after a Wait of more than 65 seconds, and "${wait}" comes before this node. Put this node before it, or ${AROUND} after it. Nothing was lost: the saved state is unchanged.`,
		};
	}
	return {
		isLeftOut: false,
		advice: `If n8n runs in queue mode, ${AROUND}: only there does n8n give a node its saved state. Otherwise the saved state was lost because the workflow was restored or n8n was killed. The next run compares with this one. Check manually what changed before it.`,
	};
}

/** Names of nodes before this one at which the execution has waited, if it is as old as such a wait takes. */
export function longWaitsBefore(context: IExecuteFunctions): string[] {
	const began = context.getExecutionContext?.()?.establishedAt ?? 0;
	return Date.now() - began < LONG_WAIT ? [] : waitsBefore(context);
}

/** Names of nodes before this one at which an execution may wait. */
export function waitsBefore(context: IExecuteFunctions): string[] {
	return context
		.getParentNodes(context.getNode().name, { includeNodeParameters: true })
		.filter(
			({ type, disabled, parameters }) =>
				!disabled && (/\.wait$/.test(type) || parameters?.operation === 'sendAndWait'),
		)
		.map(({ name }) => name);
}
