import type { IExecuteFunctions } from 'n8n-workflow';
import type { Beginning } from './Beginning';
import { longWaitsBefore, whyNotHandedOn } from './notHandedOn';
import type { Subject } from './owner';

/** What the editor says of a look, because the outputs cannot say it where there are no changes. */
export function lookHint(
	context: IExecuteFunctions,
	{ kind, whose, baseline, unconfirmed }: Beginning,
	{ trial, scope, subject }: { trial: boolean; scope: string; subject?: Subject },
): string {
	if (kind === 'madeUp') {
		const what = subject
			? 'one finding is new, one is resolved, the others are as before'
			: 'one card has changed, one is new, one is gone';
		return `Compared with a made-up yesterday, to show what changes look like: ${what}. Nothing is remembered. Published runs compare with what the last one remembered.`;
	}
	const messages: string[] = [];
	if (trial && baseline) {
		messages.push(`Compared with what the published workflow remembered at ${baseline.at}.`);
	}
	if (kind === 'lost') {
		const { advice } = whyNotHandedOn(context);
		messages.push(`n8n did not give this node its saved state. ${advice}`);
	}
	if (kind === 'foreign') messages.push(`The state saved here is ${whose}, so it was not used.`);
	if (kind === 'first' || kind === 'foreign') {
		messages.push(
			trial
				? 'There is nothing to compare with yet. To see what changes look like, set "Manual Runs Compare With" to "A Made-Up Yesterday".'
				: 'First run: from now on, changes are found by comparing with this run.',
		);
		const [wait] = longWaitsBefore(context);
		if (wait !== undefined) {
			messages.push(
				`n8n does not give saved state to nodes after a Wait of more than 65 seconds, such as "${wait}". Put this node before it.`,
			);
		}
	}
	if (unconfirmed !== undefined) {
		messages.push(
			`The changes found by execution ${unconfirmed} were not confirmed, so those that still differ are reported again. If nothing failed there, a Confirm Changes node is missing after this node, or was not reached.`,
		);
	}
	if (baseline && baseline.scope !== scope) {
		messages.push(
			subject
				? 'The list of accounts has changed. Findings on accounts that are no longer in it are left out, and not counted as resolved.'
				: 'The list of accounts has changed. Cards of newly added accounts will be compared from the next run on.',
		);
	}
	if (trial) {
		messages.push(
			'Manual runs, and sub-workflows they call, are not remembered. Publish the workflow to start tracking changes.',
		);
	}
	return messages.join(' ');
}
