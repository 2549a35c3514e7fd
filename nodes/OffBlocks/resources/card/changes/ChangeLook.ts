import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import {
	advance,
	Comparison,
	linesOf,
	scopeAfter,
	scopeName,
	summariseChanges,
	type Baseline,
	type CardChange,
	type ChangeSummary,
	type Scope,
	type Step,
	type Watched,
} from '../audit';
import { isMemoryNoted, noteMemory, recall, remember } from './changeMemory';
import { inSlices } from '../../../shared/slices';

const WHY_LOST =
	'If n8n runs in queue mode, put this node, and Confirm Changes with it, into a workflow that an Execute Sub-workflow node calls: only there does n8n hand on what a node remembers. Otherwise the memory was lost: the workflow was restored, or n8n was killed. The next run compares with the cards of this one; see by hand what changed before it.';

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

	private readonly baseline: Baseline | undefined;

	/** Nothing is remembered, not even what is of no use. */
	private readonly blank: boolean;

	/** Nothing is remembered, though an earlier execution did remember. */
	private lost = false;

	private readonly scope: string;

	/** How it differs from the baseline's. */
	private readonly change: Scope | undefined;

	/** The execution whose changes nobody has confirmed, if there is one. */
	private readonly unconfirmed: string | undefined;

	private known = new Map<string, string>();

	private constructor(context: IExecuteFunctions, options: LookOptions) {
		this.context = context;
		this.options = options;
		this.scope = scopeName(options.accountIds);
		const { baseline, pending } = recall(context);
		this.blank = !baseline;
		// One of a later version of this package is of no use, nor one of other cards altogether.
		if (baseline?.version === 1) this.change = scopeAfter(baseline.scope, this.scope);
		if (this.change) this.baseline = baseline;
		if (this.baseline && pending?.executionId !== context.getExecutionId()) {
			this.unconfirmed = pending?.executionId;
		}
	}

	static async start(context: IExecuteFunctions, options: LookOptions): Promise<ChangeLook> {
		const look = new ChangeLook(context, options);
		look.lost = look.blank && (await isMemoryNoted(context));
		look.known = await inSlices(linesOf(look.baseline?.cards ?? ''));
		return look;
	}

	/** A comparison that has seen no card yet. */
	begin(): Comparison {
		return new Comparison(this.options.watched, this.known, this.baseline, this.change);
	}

	/**
	 * Ends a look in which all cards were seen, and remembers it.
	 *
	 * @param at Unix milliseconds
	 * @throws {NodeOperationError} where n8n did not hand on what an earlier look remembered. What this one
	 * saw is remembered all the same (n8n saves that of a failed execution, too), so that it fails once where
	 * the memory was lost, and each time where n8n never hands it on.
	 */
	async end(
		seen: Comparison,
		at: number,
	): Promise<{ changes: CardChange[]; summary: ChangeSummary }> {
		const { context, scope } = this;
		const { watched, atOnce } = this.options;
		const time = new Date(at).toISOString();
		const { changes, step, rescope } = await inSlices(seen.conclude(time));
		const baseline = this.baseline && (await this.rescoped(this.baseline, rescope));
		// With no change to hand out there is none to lose.
		if (!baseline || atOnce || !changes.length) {
			const start = baseline ?? { version: 1, at: time, scope, watched, cards: '' };
			remember(context, { baseline: await inSlices(advance(start, step)) });
		} else {
			const executionId = context.getExecutionId();
			remember(context, { baseline, pending: { executionId, node: context.getNode().name, step } });
		}
		const manual = context.getMode() === 'manual';
		if (this.lost && !manual) {
			throw new NodeOperationError(
				context.getNode(),
				'Changes since the last run are not known: n8n did not hand on what this node remembered',
				{ description: WHY_LOST },
			);
		}
		if (this.blank && !manual) await noteMemory(context);
		this.hint(manual);
		return { changes, summary: summariseChanges(changes, seen.cards, time, baseline?.at) };
	}

	/** The baseline with the cards that are in scope now, as it has them: what changed in them is not in it. */
	private async rescoped(baseline: Baseline, cards: Pick<Step, 'put' | 'gone'>): Promise<Baseline> {
		const { at, watched } = baseline;
		return await inSlices(advance({ ...baseline, scope: this.scope }, { at, watched, ...cards }));
	}

	/** Says in the editor what the outputs cannot say where there are no changes. */
	private hint(manual: boolean): void {
		const messages: string[] = [];
		if (this.lost) {
			messages.push(`n8n did not hand on what this node remembered. ${WHY_LOST}`);
		} else if (!this.baseline) {
			messages.push('First look: from now on, changes are found against the cards of this moment.');
		}
		if (this.unconfirmed !== undefined) {
			messages.push(
				`Changes that execution ${this.unconfirmed} found were not confirmed, so what still differs comes again. If nothing failed there, a Confirm Changes node is missing behind this one, or was not reached.`,
			);
		}
		if (this.baseline && this.baseline.scope !== this.scope) {
			messages.push(
				'Other accounts are looked at than before: the cards of new ones are what the next run compares with.',
			);
		}
		if (manual) {
			messages.push(
				'n8n remembers nothing of an execution started by hand: publish the workflow and let its trigger start it.',
			);
		}
		if (!messages.length) return;
		this.context.addExecutionHints?.({ message: messages.join(' '), location: 'outputPane' });
	}
}
