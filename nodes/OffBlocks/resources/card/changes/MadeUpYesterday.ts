import type { Card } from '../card';
import type { FindingBase } from '../audit';
import { packFinding, remembered, type RememberedFinding } from '../audit/life/findingLines';
import { Comparison } from './Comparison';
import { encodeId, pack, type Watched } from './codec';

const DAY_MS = 86_400_000;

/** What the card that is gone since the made-up yesterday was. */
export const GONE: Card = {
	id: '00000000-0000-4000-8000-000000000000',
	accountId: '00000000-0000-4000-8000-000000000001',
	type: 'virtual',
	name: 'Sample Holder',
	network: 'visa',
	maskedPan: '400000******0000',
	expirationDate: '12/2030',
	status: 'active',
	createdAt: '2025-01-15T09:30:00.000Z',
	updatedAt: '2025-01-15T09:30:00.000Z',
};

/** Findings of that yesterday: today's but for the first one, which is new, and one that is resolved since. */
export function madeUpFindings(
	findings: readonly FindingBase[],
	rule: string,
	now: number,
): string {
	const firstFound = now - DAY_MS;
	const resolved: RememberedFinding = {
		id: '00000000-0000-4000-8000-000000000002',
		firstFound,
		severity: 'high',
		accepted: false,
		rule,
		cardId: GONE.id,
	};
	const held = findings.slice(1).map((finding) => remembered(finding, firstFound, false));
	return [...held, resolved].map(packFinding).join('\n');
}

/**
 * A comparison with a yesterday that never was, for somebody who builds a workflow and wants to see what changes
 * look like: the first card that comes has changed, the second one is new, one is gone, all others are the same.
 */
export class MadeUpYesterday extends Comparison {
	private readonly fields: Watched[];

	private readonly yesterday: Map<string, string>;

	constructor(watched: Watched[]) {
		const yesterday = new Map([[encodeId(GONE.id), pack(GONE, watched)]]);
		super(watched, yesterday, { watched });
		this.fields = watched;
		this.yesterday = yesterday;
	}

	override add(card: Card): void {
		const isChanged = this.cards === 0;
		const isNew = this.cards === 1;
		if (!isNew)
			this.yesterday.set(encodeId(card.id), pack(isChanged ? this.past(card) : card, this.fields));
		super.add(card);
	}

	/** The card as it was: with another status, or without what is watched instead of it. */
	private past(card: Card): Card {
		if (this.fields.includes('status')) {
			return { ...card, status: card.status === 'active' ? 'inactive' : 'active' };
		}
		const { id, createdAt, updatedAt } = card;
		return { id, createdAt, updatedAt } as Card;
	}
}
