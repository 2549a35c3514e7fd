import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { isTrial } from '../../../engine/trial';
import { inSlices } from '../../../shared/slices';
import {
	advance,
	Comparison,
	linesOf,
	scopeName,
	summariseChanges,
	type Baseline,
	type CardChange,
	type ChangeSummary,
	type Step,
	type Watched,
} from '../audit';
import { begin, madeUpBeginning, type Beginning } from './Beginning';
import { handOn, noteMemory, remember, type Memory } from './changeMemory';
import { lookHint } from './lookHint';
import { MadeUpYesterday } from './MadeUpYesterday';
import { whyNotHandedOn } from './notHandedOn';
import { ownerNow, type Owner } from './owner';

/** What a comparison with the last look is to be like. */
export interface LookOptions {
	/** Undefined for the whole programme. */
	accountIds: string[] | undefined;
	watched: Watched[];
	/** Whether the changes count as seen at once, and not when they are confirmed. */
	atOnce: boolean;
	/** Whether a trial compares with a yesterday that never was. */
	madeUp: boolean;
}

/** What a look begins with. */
interface Found {
	trial: boolean;
	owner: Owner;
	beginning: Beginning;
	/** Packed cards of the baseline, by encoded id. */
	known: Map<string, string>;
}

/** A look at the cards and at what they were when this node looked last. */
export class ChangeLook {
	private readonly context: IExecuteFunctions;

	private readonly options: LookOptions;

	private readonly scope: string;

	private readonly trial: boolean;

	private readonly owner: Owner;

	private readonly beginning: Beginning;

	private readonly known: Map<string, string>;

	private constructor(context: IExecuteFunctions, options: LookOptions, found: Found) {
		this.context = context;
		this.options = options;
		this.scope = scopeName(options.accountIds);
		this.trial = found.trial;
		this.owner = found.owner;
		this.beginning = found.beginning;
		this.known = found.known;
	}

	static async start(context: IExecuteFunctions, options: LookOptions): Promise<ChangeLook> {
		const owner = await ownerNow(context);
		const trial = await isTrial(context);
		const beginning =
			trial && options.madeUp
				? madeUpBeginning(options.watched)
				: await begin(context, owner, scopeName(options.accountIds));
		const known = await inSlices(linesOf(beginning.baseline?.cards ?? ''));
		return new ChangeLook(context, options, { trial, owner, beginning, known });
	}

	/** A comparison that has seen no card yet. */
	begin(): Comparison {
		const { kind, baseline, change } = this.beginning;
		if (kind === 'madeUp') return new MadeUpYesterday(this.options.watched);
		return new Comparison(this.options.watched, this.known, baseline, change);
	}

	/**
	 * Ends a look in which all cards were seen, and remembers it, unless it is a trial.
	 *
	 * @param at Unix milliseconds
	 * @throws {NodeOperationError} where n8n did not hand on what an earlier look remembered. What this one
	 * saw is remembered all the same (n8n saves that of a failed execution, too), so that it fails once where
	 * the memory was lost, and each time where n8n never hands it on; but not where that would take the place
	 * of what is stored.
	 */
	async end(
		seen: Comparison,
		at: number,
	): Promise<{ changes: CardChange[]; summary: ChangeSummary }> {
		const { context, beginning, trial } = this;
		const time = new Date(at).toISOString();
		const { changes, step, rescope } = await inSlices(seen.conclude(time));
		const why = beginning.kind === 'lost' ? whyNotHandedOn(context) : undefined;
		let token: string | undefined;
		if (!trial && !why?.isLeftOut) token = await this.remember(step, rescope, changes.length > 0);
		handOn(context, token);
		if (why && !trial) {
			throw new NodeOperationError(
				context.getNode(),
				'Cannot compare: n8n did not give this node its saved state from the last run',
				{ description: why.advice },
			);
		}
		const message = lookHint(context, beginning, { trial, scope: this.scope });
		if (message) context.addExecutionHints?.({ message, location: 'outputPane' });
		const { baseline } = beginning;
		return { changes, summary: summariseChanges(changes, seen.cards, time, baseline?.at) };
	}

	/** @returns what names the changes that wait for their confirmation, if there are any */
	private async remember(
		step: Step,
		rescope: Pick<Step, 'put' | 'gone'>,
		hasChanges: boolean,
	): Promise<string | undefined> {
		const { context, owner, beginning, scope } = this;
		const { token } = beginning;
		const noted = beginning.noted || (await noteMemory(context));
		const memory = { version: 2, owner, noted } satisfies Partial<Memory>;
		if (!beginning.baseline) {
			const { at, watched } = step;
			const empty: Baseline = { version: 1, at, scope, watched, cards: '' };
			remember(context, { ...memory, baseline: await inSlices(advance(empty, step)) });
			return undefined;
		}
		const baseline = await this.rescoped(beginning.baseline, rescope);
		// With no change to hand out there is none to lose.
		const confirmed = this.options.atOnce || !hasChanges;
		const executionId = String(context.getExecutionId());
		remember(context, { ...memory, baseline, pending: { token, executionId, step, confirmed } });
		return confirmed ? undefined : token;
	}

	/** The baseline with the cards that are in scope now, as it has them: what changed in them is not in it. */
	private async rescoped(baseline: Baseline, cards: Pick<Step, 'put' | 'gone'>): Promise<Baseline> {
		const { at, watched } = baseline;
		return await inSlices(advance({ ...baseline, scope: this.scope }, { at, watched, ...cards }));
	}
}
