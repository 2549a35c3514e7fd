import type { IExecuteFunctions } from 'n8n-workflow';
import type { Beginning } from './Beginning';
import { longWaitsBefore, whyNotHandedOn } from './notHandedOn';

/** What the editor says of a look, because the outputs cannot say it where there are no changes. */
export function lookHint(
	context: IExecuteFunctions,
	{ kind, whose, baseline, unconfirmed }: Beginning,
	{ trial, scope }: { trial: boolean; scope: string },
): string {
	const messages: string[] = [];
	if (kind === 'lost') {
		const { advice } = whyNotHandedOn(context);
		messages.push(`n8n did not hand on what this node remembered. ${advice}`);
	}
	if (kind === 'foreign') messages.push(`What is remembered here is ${whose}, and is not used.`);
	if (kind === 'first' || kind === 'foreign') {
		messages.push('First look: from now on, changes are found against the cards of this moment.');
		const [wait] = longWaitsBefore(context);
		if (wait !== undefined) {
			messages.push(
				`Behind a Wait of more than 65 seconds, such as "${wait}", n8n hands on nothing of it: put this node before it.`,
			);
		}
	}
	if (unconfirmed !== undefined) {
		messages.push(
			`Changes that execution ${unconfirmed} found were not confirmed, so what still differs comes again. If nothing failed there, a Confirm Changes node is missing behind this one, or was not reached.`,
		);
	}
	if (baseline && baseline.scope !== scope) {
		messages.push(
			'Other accounts are looked at than before: the cards of new ones are what the next run compares with.',
		);
	}
	if (trial) {
		messages.push(
			'Nothing is remembered of an execution started by hand, nor of a sub-workflow that it calls: publish the workflow and let its trigger start it.',
		);
	}
	return messages.join(' ');
}
