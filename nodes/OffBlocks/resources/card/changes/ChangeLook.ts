import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { isTrial } from '../../../engine/trial';
import { inSlices } from '../../../shared/slices';
import {
	advance,
	compareFindings,
	Comparison,
	linesOf,
	scopeName,
	summariseChanges,
	withDay,
	withoutAddress,
	type Baseline,
	type Calendar,
	type CardChange,
	type ChangeSummary,
	type ComparedFindings,
	type DayNumbers,
	type Finding,
	type LastAudit,
	type Step,
	type Watched,
} from '../audit';
import { begin, madeUpBeginning, type Beginning } from './Beginning';
import { handOn, noteMemory, remember, type Memory } from './changeMemory';
import { lookHint } from './lookHint';
import { madeUpFindings, MadeUpYesterday } from './MadeUpYesterday';
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

/** What an audit that was made along with the look has found. */
export interface Audited {
	/** Worst first, with what was accepted of them. */
	findings: readonly Finding[];
	/** Titles of the rules that ran, by name. */
	rules: ReadonlyMap<string, string>;
	calendar: Calendar;
	/** The numbers of the day, once it is known which findings hold. */
	numbers: DayNumbers;
}

/** What a look comes to. */
export interface LookResult {
	changes: CardChange[];
	summary: ChangeSummary;
	/** Where there was an audit. */
	compared?: ComparedFindings;
	/** The numbers of earlier days. */
	history: string;
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
	async end(seen: Comparison, at: number, audited?: Audited): Promise<LookResult> {
		const { context, beginning, trial } = this;
		const time = new Date(at).toISOString();
		const { changes, step, rescope } = await inSlices(seen.conclude(time));
		const { baseline } = beginning;
		// Numbers of other accounts are not to be compared with.
		const history = baseline?.scope === this.scope ? (baseline.history ?? '') : '';
		const compared = audited && (await this.compareFindings(seen, changes, audited, at));
		if (audited && compared) {
			step.findings = compared.lines;
			step.history = withDay(history, audited.numbers, audited.calendar);
		}
		const why = beginning.kind === 'lost' ? whyNotHandedOn(context) : undefined;
		let token: string | undefined;
		if (!trial && !why?.isLeftOut)
			token = await this.remember(step, rescope, changes.length > 0 || hasNews(compared));
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
		const summary = summariseChanges(changes, seen.cards, time, baseline?.at);
		return { changes, summary, compared, history };
	}

	private async compareFindings(
		seen: Comparison,
		changes: readonly CardChange[],
		{ findings, rules }: Audited,
		now: number,
	): Promise<ComparedFindings> {
		const { kind, baseline } = this.beginning;
		const [rule = ''] = rules.keys();
		const before = kind === 'madeUp' ? madeUpFindings(findings, rule, now) : baseline?.findings;
		const changed = new Map(changes.map((change) => [change.cardId, change]));
		const cardOf = (cardId: string) => {
			const change = changed.get(cardId);
			const card = change?.card ?? seen.cardBefore(cardId);
			return { card, because: change && withoutAddress(change).message };
		};
		const last: LastAudit = {
			findings: before,
			at: baseline?.at,
			isLookedAt: (cardId) => seen.isLookedAt(cardId),
			cardOf,
			rules,
		};
		return await inSlices(compareFindings(findings, last, now));
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

/** Whether there is something about findings to lose. */
function hasNews(compared: ComparedFindings | undefined): boolean {
	if (!compared) return false;
	const { new: fresh, back, resolved } = compared.changes;
	return fresh + back + resolved > 0;
}
