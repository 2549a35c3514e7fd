import { reissued } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { ago, holder, inProgramme } from '../../support/programmeScene.mts';

const ended = (days: number, more = {}) => ({
	status: 'terminated',
	createdAt: ago(days + 5),
	updatedAt: ago(days),
	...more,
});
const rule = reissued(90);

it('finds an account whose card was terminated and replaced three times in 90 days', () => {
	const again = holder({ cards: [ended(60), ended(40), ended(20), { createdAt: ago(1) }] });
	expect(inProgramme(rule, [again])).toMatchObject([
		{
			message: '3 virtual cards of the account terminated and replaced within 90 days',
			since: ago(20),
			cardId: again.cards[3].id,
		},
	]);
});

it('does not mind the last one ended, two, other types, or what is older', () => {
	expect(inProgramme(rule, [holder({ cards: [ended(60), ended(40), ended(20)] })])).toEqual([]);
	expect(
		inProgramme(rule, [holder({ cards: [ended(60), ended(40), { createdAt: ago(1) }] })]),
	).toEqual([]);
	const mixed = [ended(60), ended(40), ended(20, { type: 'physical' }), { createdAt: ago(1) }];
	expect(inProgramme(rule, [holder({ cards: mixed })])).toEqual([]);
	const old = [ended(91), ended(40), ended(20), { createdAt: ago(1) }];
	expect(inProgramme(rule, [holder({ cards: old })])).toEqual([]);
});
