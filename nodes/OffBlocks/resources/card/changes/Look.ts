import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { isTrial } from '../../../engine/trial';
import { inSlices } from '../../../shared/slices';
import {
	advance,
	compareFindings,
	scopeName,
	withDay,
	type Baseline,
	type Calendar,
	type ComparedFindings,
	type DayNumbers,
	type FindingBase,
	type LastAudit,
	type Step,
	type Watched,
} from '../audit';
import { begin, madeUpBeginning, type Beginning } from './Beginning';
import { handOn, noteMemory, remember, type Memory } from './changeMemory';
import { lookHint } from './lookHint';
import { madeUpFindings } from './MadeUpYesterday';
import { whyNotHandedOn } from './notHandedOn';
import { ownerNow, type Owner, type Subject } from './owner';

/** What a comparison with the last look is to be like. */
export interface LookOptions {
	/** Undefined for the whole programme. */
	accountIds: string[] | undefined;
	watched: Watched[];
	/** Whether what is new counts as seen at once, and not when it is confirmed. */
	atOnce: boolean;
	/** Whether a trial compares with a yesterday that never was. */
	madeUp: boolean;
}

/** What an audit that was made along with the look has found. */
export interface Audited<F extends FindingBase> {
	/** Worst first, with what was accepted of them. */
	findings: readonly F[];
	/** Titles of the rules that ran, by name. */
	rules: ReadonlyMap<string, string>;
	calendar: Calendar;
	/** The numbers of the day, once it is known which findings hold. */
	numbers: DayNumbers;
}

/** How today's findings differ, and what there was before. */
export interface AuditedResult<F extends FindingBase> {
	compared: ComparedFindings<F>;
	/** The numbers of earlier days. */
	history: string;
}

/** A look and what this node remembers of its last one: how it begins, and how what it saw is remembered. */
export class Look {
	readonly beginning: Beginning;

	readonly options: LookOptions;

	private readonly context: IExecuteFunctions;

	private readonly trial: boolean;

	private readonly owner: Owner;

	private readonly scope: string;

	private constructor(
		context: IExecuteFunctions,
		options: LookOptions,
		found: { trial: boolean; owner: Owner; beginning: Beginning },
	) {
		this.context = context;
		this.options = options;
		this.scope = scopeName(options.accountIds);
		this.trial = found.trial;
		this.owner = found.owner;
		this.beginning = found.beginning;
	}

	static async start(
		context: IExecuteFunctions,
		options: LookOptions,
		subject?: Subject,
	): Promise<Look> {
		const owner = await ownerNow(context, subject);
		const trial = await isTrial(context);
		const beginning =
			trial && options.madeUp
				? madeUpBeginning(options.watched)
				: await begin(context, owner, scopeName(options.accountIds));
		return new Look(context, options, { trial, owner, beginning });
	}

	/**
	 * Compares findings with those of the last audit, and puts what is to be remembered into the step.
	 *
	 * @param at Unix milliseconds
	 */
	async compare<F extends FindingBase>(
		{ findings, rules, calendar, numbers }: Audited<F>,
		last: Omit<LastAudit, 'findings' | 'at' | 'rules'>,
		at: number,
		step: Step,
	): Promise<AuditedResult<F>> {
		const { kind, baseline } = this.beginning;
		const [rule = ''] = rules.keys();
		const before = kind === 'madeUp' ? madeUpFindings(findings, rule, at) : baseline?.findings;
		const compared = await inSlices(
			compareFindings(findings, { ...last, findings: before, at: baseline?.at, rules }, at),
		);
		// Numbers of other accounts are not to be compared with.
		const history = baseline?.scope === this.scope ? (baseline.history ?? '') : '';
		step.findings = compared.lines;
		step.history = withDay(history, numbers, calendar);
		return { compared, history };
	}

	/**
	 * Ends a look in which all was seen, and remembers it, unless it is a trial.
	 *
	 * @param rescope what the baseline needs at once to be of this scope, which is no change
	 * @param hasNews whether there is something to lose
	 * @throws {NodeOperationError} where n8n did not hand on what an earlier look remembered. What this one
	 * saw is remembered all the same (n8n saves that of a failed execution, too), so that it fails once where
	 * the memory was lost, and each time where n8n never hands it on; but not where that would take the place
	 * of what is stored.
	 */
	async end(step: Step, rescope: Pick<Step, 'put' | 'gone'>, hasNews: boolean): Promise<void> {
		const { context, beginning, owner, trial, scope } = this;
		const why = beginning.kind === 'lost' ? whyNotHandedOn(context) : undefined;
		let token: string | undefined;
		if (!trial && !why?.isLeftOut) token = await this.remember(step, rescope, hasNews);
		handOn(context, token);
		if (why && !trial) {
			throw new NodeOperationError(
				context.getNode(),
				'Cannot compare: n8n did not give this node its saved state from the last run',
				{ description: why.advice },
			);
		}
		const message = lookHint(context, beginning, { trial, scope, subject: owner.subject });
		if (message) context.addExecutionHints?.({ message, location: 'outputPane' });
	}

	/** @returns what names the changes that wait for their confirmation, if there are any */
	private async remember(
		step: Step,
		rescope: Pick<Step, 'put' | 'gone'>,
		hasNews: boolean,
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
		const confirmed = this.options.atOnce || !hasNews;
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

/** Whether there is something about findings to lose. */
export function hasNews({ changes }: ComparedFindings): boolean {
	return changes.new + changes.back + changes.resolved > 0;
}
