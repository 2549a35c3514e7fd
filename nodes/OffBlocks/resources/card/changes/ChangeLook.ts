import type { IExecuteFunctions } from 'n8n-workflow';
import { inSlices } from '../../../shared/slices';
import {
	Comparison,
	linesOf,
	summariseChanges,
	withoutAddress,
	type CardChange,
	type ChangeSummary,
	type Finding,
	type LastAudit,
} from '../audit';
import { hasNews, Look, type Audited, type AuditedResult, type LookOptions } from './Look';
import { MadeUpYesterday } from './MadeUpYesterday';

/** What a look comes to. */
export interface LookResult {
	changes: CardChange[];
	summary: ChangeSummary;
	/** Where there was an audit. */
	audited?: AuditedResult<Finding>;
}

/** A look at the cards and at what they were when this node looked last. */
export class ChangeLook {
	private readonly look: Look;

	/** Packed cards of the baseline, by encoded id. */
	private readonly known: Map<string, string>;

	private constructor(look: Look, known: Map<string, string>) {
		this.look = look;
		this.known = known;
	}

	static async start(context: IExecuteFunctions, options: LookOptions): Promise<ChangeLook> {
		const look = await Look.start(context, options);
		return new ChangeLook(look, await inSlices(linesOf(look.beginning.baseline?.cards ?? '')));
	}

	/** A comparison that has seen no card yet. */
	begin(): Comparison {
		const { beginning, options } = this.look;
		const { kind, baseline, change } = beginning;
		if (kind === 'madeUp') return new MadeUpYesterday(options.watched);
		return new Comparison(options.watched, this.known, baseline, change);
	}

	/**
	 * Ends a look in which all cards were seen, and remembers it, unless it is a trial.
	 *
	 * @param at Unix milliseconds
	 * @throws {NodeOperationError} where n8n did not hand on what an earlier look remembered
	 */
	async end(seen: Comparison, at: number, given?: Audited<Finding>): Promise<LookResult> {
		const { look } = this;
		const time = new Date(at).toISOString();
		const { changes, step, rescope } = await inSlices(seen.conclude(time));
		const audited = given && (await look.compare(given, lastCards(seen, changes), at, step));
		const isNews = changes.length > 0 || (audited !== undefined && hasNews(audited.compared));
		await look.end(step, rescope, isNews);
		const summary = summariseChanges(changes, seen.cards, time, look.beginning.baseline?.at);
		return { changes, summary, audited };
	}
}

/** What the cards that are remembered tell of the last audit. */
function lastCards(
	seen: Comparison,
	changes: readonly CardChange[],
): Pick<LastAudit, 'isLookedAt' | 'cardOf'> {
	const changed = new Map(changes.map((change) => [change.cardId, change]));
	return {
		isLookedAt: ({ cardId }) => cardId === null || seen.isLookedAt(cardId),
		cardOf(cardId) {
			const change = changed.get(cardId);
			const card = change?.card ?? seen.cardBefore(cardId);
			return { card, because: change && withoutAddress(change).message };
		},
	};
}
