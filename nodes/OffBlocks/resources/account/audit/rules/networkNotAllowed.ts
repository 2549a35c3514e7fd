import { instant, isLive } from '../../../card/audit/cardFacts';
import type { ProgrammeNotice, ProgrammeRule } from '../types';

/** What cards may be; an empty set allows everything. */
export interface AllowedNetworks {
	networks: ReadonlySet<string>;
	/** First digits of card numbers, six at most. */
	bins: ReadonlySet<string>;
}

/** Live cards of a network, or with a beginning of the number (BIN), that you do not issue. */
export function networkNotAllowed({ networks, bins }: AllowedNetworks): ProgrammeRule {
	const begins = [...bins];
	return {
		name: 'networkNotAllowed',
		title: 'Network or BIN Not Allowed',
		description:
			'The card is of a network, or its number begins with digits, that you do not allow',
		severity: 'medium',
		*judge({ cards }) {
			const found: ProgrammeNotice[] = [];
			for (const card of cards) {
				yield;
				if (!isLive(card)) continue;
				const { network, maskedPan } = card;
				const odd: string[] = [];
				if (network !== undefined && networks.size && !networks.has(network)) odd.push(network);
				if (
					maskedPan !== undefined &&
					begins.length &&
					!begins.some((bin) => maskedPan.startsWith(bin))
				) {
					odd.push(`BIN ${maskedPan.slice(0, 6)}`);
				}
				if (!odd.length) continue;
				const what = odd.join(' and ').slice(0, 80);
				found.push({
					card,
					message: `${what} ${odd.length > 1 ? 'are' : 'is'} not allowed`,
					since: instant(card.createdAt),
					occurrence: what,
				});
			}
			return found;
		},
	};
}
