// Cards of which each rule finds one, beside others that it must not find, in between many that are in order: all found,
// none besides, whatever their number. Everyday runs look at a thousand cards, full ones at 100,000.
import {
	Audit,
	countryNotAllowed,
	standardRules,
} from '../../../nodes/OffBlocks/resources/card/audit';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import { ago, cardWith, end, sceneIn } from '../../support/auditScene.mts';
import { full, volume } from '../../support/volume.mts';

/** Cards of one account each where none is given, and the rules that find the last one of them. */
function planted(): Array<[cards: Card[], rules: string[]]> {
	const one = (change: Partial<Card>, ...rules: string[]): [Card[], string[]] => [
		[cardWith(change)],
		rules,
	];
	const two = (
		first: Partial<Card>,
		second: Partial<Card>,
		...rules: string[]
	): [Card[], string[]] => {
		const { accountId, name } = cardWith();
		return [
			[cardWith({ accountId, name, ...first }), cardWith({ accountId, name, ...second })],
			rules,
		];
	};
	const abroad = { ...cardWith().billingAddress!, country: 'DE' };
	const other = cardWith().accountId;
	return [
		one({ status: 'blocked' }, 'blocked'),
		one({ status: 'suspended' }, 'suspended'),
		one({ billingAddress: abroad }, 'countryNotAllowed'),
		one({ billingAddress: abroad, status: 'terminated' }),
		one({ expirationDate: '10/2026' }, 'expiredButActive'),
		one({ expirationDate: '10/2026', status: 'terminated' }),
		one({ expirationDate: '11/2026' }, 'expiresSoon'),
		one({ expirationDate: '12/2026' }),
		one({ status: 'inactive', updatedAt: ago(91) }, 'longInactive'),
		one({ status: 'inactive', updatedAt: ago(90) }),
		one({ status: 'terminated', updatedAt: ago(6) }, 'recentlyTerminated'),
		one({ status: 'terminated', updatedAt: ago(9) }),
		one({ status: 'issuing', createdAt: ago(0, 25), updatedAt: ago(0, 25) }, 'stuckIssuing'),
		one({ status: 'issuing', createdAt: ago(0, 23), updatedAt: ago(0, 23) }),
		one({ status: 'issue_failed', createdAt: ago(3), updatedAt: ago(3) }, 'issueFailed'),
		one({ status: 'issue_failed', createdAt: ago(9), updatedAt: ago(9) }),
		two({ status: 'issue_failed', createdAt: ago(3) }, { createdAt: ago(2) }),
		two({ createdAt: ago(50) }, { createdAt: ago(40) }, 'tooManyLive'),
		two({ createdAt: ago(50) }, { createdAt: ago(40), type: 'physical' }),
		two({ createdAt: ago(50), status: 'terminated' }, { createdAt: ago(40) }),
		two({}, { accountId: other, createdAt: ago(40) }, 'sharedName'),
		two({ status: 'terminated' }, { accountId: cardWith().accountId }),
		one({ maskedPan: '1234' }, 'badData'),
	];
}

it(
	'finds what is planted and nothing besides',
	() => {
		const rules = [...standardRules, countryNotAllowed(new Set(['GB']))].map((rule) => ({
			rule,
			severity: rule.severity,
			threshold: rule.threshold?.usual ?? 0,
		}));
		const audit = new Audit(rules, sceneIn());
		const plants = planted();
		const ordinary = volume(1_000, 100_000);
		const each = Math.floor(ordinary / plants.length);
		for (const [cards] of plants) {
			for (const card of cards) audit.add(card);
			for (let n = 0; n < each; n += 1) audit.add(cardWith());
		}
		for (let n = each * plants.length; n < ordinary; n += 1) audit.add(cardWith());
		const expected = plants.flatMap(([cards, found]) =>
			found.map((rule) => [rule, cards.at(-1)!.id]),
		);
		const found = end(audit.conclude()).map(({ rule, cardId }) => [rule, cardId]);
		expect(found.sort()).toEqual(expected.sort());
		expect(expected.map(([rule]) => rule).sort()).toEqual(
			rules.map(({ rule }) => rule.name).sort(),
		);
		if (full) expect(audit.counts.cards).toBeGreaterThan(100_000);
	},
	volume(10_000, 120_000),
);
