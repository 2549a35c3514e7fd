import type { IExecuteFunctions } from 'n8n-workflow';
import type { PreparedItem } from '../../engine/Operation';
import { inSlices } from '../../shared/slices';
import { acceptedRows } from '../card/audit/accepted/acceptedFields';
import { applyAccepted, parted } from '../card/audit/accepted/applyAccepted';
import { AcceptedList, type AcceptedRow } from '../card/audit/accepted/AcceptedList';
import type { ReadCounts } from '../card/audit/evidence/Evidence';
import type { InputHash } from '../card/audit/evidence/InputHash';
import { readOrigin } from '../card/audit/evidence/readOrigin';
import type { Resolved } from '../card/audit/life/compareFindings';
import { dayNumbers, type FindingLife } from '../card/audit/lifeSummary';
import type { Active, FindingBase, RuleBase, Scene } from '../card/audit/types';
import type { Audited, AuditedResult } from '../card/changes/Look';
import type { AuditOrder } from './auditFields';

/** What an audit has found, and what it needs to say what became of it. */
export interface Round<F extends FindingBase> {
	found: readonly F[];
	/** Accepted findings. */
	list: AcceptedList;
	rules: ReadonlyArray<Active<RuleBase>>;
	scene: Scene;
	/** The cards that were looked at. */
	cards: { cards: number; byStatus: Record<string, number> };
	/** Undefined for the whole programme. */
	accountIds: string[] | undefined;
	read: ReadCounts;
	/** Days within which payments could be findings. */
	lookBack?: number;
	hash: InputHash;
	/** Adds what must be looked up. */
	complete?(findings: F[]): Promise<F[]>;
	/** Compares with the last audit and remembers this one; undefined where that is not wanted. */
	compare?(audited: Audited<F>): Promise<AuditedResult<F>>;
}

/** Findings and what is known of them. */
export interface Concluded<F extends FindingBase> {
	/** Worst first. */
	open: F[];
	accepted: F[];
	resolved?: Resolved[];
	life: FindingLife;
}

/** Says of findings which are accepted, which are new since the last audit and which are gone. */
export async function conclude<F extends FindingBase>(
	context: IExecuteFunctions,
	{ accepted: given, calendar }: AuditOrder,
	round: Round<F>,
): Promise<Concluded<F>> {
	const { list, rules, scene, hash } = round;
	let findings = await inSlices(applyAccepted(round.found, list));
	if (round.complete) findings = await round.complete(findings);
	let result: AuditedResult<F> | undefined;
	if (round.compare) {
		const numbers = dayNumbers(round.cards, ...(await inSlices(parted(findings))), scene);
		const titles = new Map(rules.map(({ rule }) => [rule.name, rule.title]));
		result = await round.compare({ findings, rules: titles, calendar, numbers });
	}
	const [open, accepted] = await inSlices(parted(result?.compared.findings ?? findings));
	return {
		open,
		accepted,
		resolved: result?.compared.resolved,
		life: {
			accepted,
			acceptedList: given.isGiven ? list.counts : undefined,
			compared: result?.compared,
			history: result?.history,
			origin: await readOrigin(context, round.accountIds),
			read: round.read,
			lookBack: round.lookBack,
			inputHash: hash.end(),
		},
	};
}

/** What one audit has of the items of its run. */
export interface Turn {
	/** Rows of the accepted list, where the input items are these. */
	input?: AcceptedRow[];
	/** The node has one memory: only the audit of the first input item is compared with the last one. */
	isFirst: boolean;
}

/** The audits to run: one for each item, or where each item is a row of the accepted list, one for all of them. */
export function auditsOf<Order extends { audit: AuditOrder }>(
	items: Array<PreparedItem<Order>>,
): Array<PreparedItem<Order & Turn>> {
	const fromInput = items[0]?.prepared.audit.accepted.fromInput;
	const all = fromInput ? items.flatMap(({ prepared }) => prepared.audit.accepted.rows) : [];
	return (fromInput ? items.slice(0, 1) : items).map(({ itemIndex, prepared }, at) => {
		const turn = { isFirst: at === 0, ...(fromInput ? { input: all } : {}) };
		return { itemIndex, prepared: { ...prepared, ...turn } };
	});
}

/**
 * The list of accepted findings, read before any request goes out.
 *
 * @param now Unix milliseconds
 * @throws {ParameterError} where a row is not right
 */
export async function acceptedOf(
	{ audit, input }: { audit: AuditOrder } & Turn,
	now: number,
): Promise<AcceptedList> {
	const rows = input ?? (await inSlices(acceptedRows(audit.accepted)));
	return await inSlices(AcceptedList.of(rows, now));
}
