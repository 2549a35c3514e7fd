import type { IExecuteFunctions } from 'n8n-workflow';
import type { Card } from '../card/card';
import type { FindingBase, LastAudit } from '../card/audit';
import { hasNews, Look, type Audited, type AuditedResult } from '../card/changes/Look';
import { GONE } from '../card/changes/MadeUpYesterday';
import type { Subject } from '../card/changes/owner';
import type { AuditOrder } from './auditFields';

/** What an audit can say of findings that are gone. */
export interface Seen extends Pick<LastAudit, 'isLookedAt' | 'isPast'> {
	/** A card of today, by id. */
	cardOf(cardId: string): Partial<Card> | undefined;
}

/** A comparison of findings with those of the last audit, where cards are not compared. */
export class FindingLook {
	private readonly look: Look;

	private constructor(look: Look) {
		this.look = look;
	}

	/** @returns undefined where no comparison is wanted */
	static async start(
		context: IExecuteFunctions,
		subject: Subject,
		{ compare, atOnce, madeUp }: AuditOrder,
		accountIds?: string[],
	): Promise<FindingLook | undefined> {
		if (!compare) return undefined;
		const options = { accountIds, watched: [], atOnce, madeUp };
		return new FindingLook(await Look.start(context, options, subject));
	}

	/**
	 * Compares, and remembers what was found, unless it is a trial.
	 *
	 * @param at Unix milliseconds
	 * @throws {NodeOperationError} where n8n did not hand on what an earlier audit remembered
	 */
	async end<F extends FindingBase>(
		audited: Audited<F>,
		{ cardOf, ...seen }: Seen,
		at: number,
	): Promise<AuditedResult<F>> {
		const step = { at: new Date(at).toISOString(), watched: [], put: '', gone: '' };
		const last = {
			...seen,
			whole: true,
			cardOf: (id: string) => ({ card: id === GONE.id ? GONE : cardOf(id) }),
		};
		const result = await this.look.compare(audited, last, at, step);
		await this.look.end(step, { put: '', gone: '' }, hasNews(result.compared));
		return result;
	}
}
