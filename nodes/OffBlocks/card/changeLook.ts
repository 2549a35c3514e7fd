import type { IExecuteFunctions } from 'n8n-workflow';
import {
	advance,
	Comparison,
	linesOf,
	summariseChanges,
	type Baseline,
	type CardChange,
	type ChangeSummary,
	type Watched,
} from '../audit';
import { recall, remember } from './changeMemory';
import { inSlices } from './inSlices';

/** What a comparison with the last look is to be like. */
export interface LookOptions {
	/** Undefined for the whole programme. */
	accountIds: string[] | undefined;
	watched: Watched[];
	/** Whether the changes count as seen at once, and not when they are confirmed. */
	atOnce: boolean;
}

/** A look at the cards and at what they were when this node looked last. */
export class ChangeLook {
	private readonly context: IExecuteFunctions;

	private readonly options: LookOptions;

	private readonly scope: string;

	private readonly baseline: Baseline | undefined;

	private known = new Map<string, string>();

	private constructor(context: IExecuteFunctions, options: LookOptions) {
		const { accountIds } = options;
		this.context = context;
		this.options = options;
		this.scope = accountIds ? [...accountIds].sort().join(' ') : 'programme';
		const { baseline } = recall(context);
		// One of other cards, or of a later version of this package, is of no use.
		if (baseline?.version === 1 && baseline.scope === this.scope) this.baseline = baseline;
	}

	static async start(context: IExecuteFunctions, options: LookOptions): Promise<ChangeLook> {
		const look = new ChangeLook(context, options);
		look.known = await inSlices(linesOf(look.baseline?.cards ?? ''));
		return look;
	}

	/** A comparison that has seen no card yet. */
	begin(): Comparison {
		return new Comparison(this.options.watched, this.known, this.baseline);
	}

	/**
	 * Ends a look in which all cards were seen, and remembers it.
	 *
	 * @param at Unix milliseconds
	 */
	async end(
		seen: Comparison,
		at: number,
	): Promise<{ changes: CardChange[]; summary: ChangeSummary }> {
		const { baseline, context, scope } = this;
		const { watched, atOnce } = this.options;
		const time = new Date(at).toISOString();
		const { changes, step } = await inSlices(seen.conclude(time));
		// With no change to hand out there is none to lose.
		if (!baseline || atOnce || !changes.length) {
			const start = baseline ?? { version: 1, at: time, scope, watched, cards: '' };
			remember(context, { baseline: await inSlices(advance(start, step)) });
		} else {
			const executionId = context.getExecutionId();
			remember(context, { baseline, pending: { executionId, node: context.getNode().name, step } });
		}
		this.hint();
		return { changes, summary: summariseChanges(changes, seen.cards, time, baseline?.at) };
	}

	/** Says in the editor what the outputs cannot say where there are no changes. */
	private hint(): void {
		const messages: string[] = [];
		if (!this.baseline) {
			messages.push('First look: from now on, changes are found against the cards of this moment.');
		}
		if (this.context.getMode() === 'manual') {
			messages.push(
				'n8n remembers nothing of an execution started by hand: publish the workflow and let its trigger start it.',
			);
		}
		if (!messages.length) return;
		this.context.addExecutionHints?.({ message: messages.join(' '), location: 'outputPane' });
	}
}
