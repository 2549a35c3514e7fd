import { notOnRoster, rosterEntry } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { holder, inProgramme } from '../../support/programmeScene.mts';

const roster = (...entries: string[]) => new Set(entries.map(rosterEntry));

it('by external id: one finding per customer who is not on it', () => {
	const known = holder({ customer: { externalId: ' hr-0001 ' } });
	const unknown = holder({ customer: { externalId: 'X-9' }, cards: [{}, { type: 'physical' }] });
	expect(inProgramme(notOnRoster(roster('HR-0001'), 'externalId'), [known, unknown])).toMatchObject(
		[{ message: 'External ID X-9 is not on the roster', accountId: unknown.account.id }],
	);
});

it('by name: one finding per card, however names are written', () => {
	const known = holder({ card: { name: 'ADA  Palmer' } });
	const unknown = holder({ card: { name: 'Bruno Keller' } });
	expect(inProgramme(notOnRoster(roster('ada palmer'), 'name'), [known, unknown])).toMatchObject([
		{ message: 'Holder Bruno Keller is not on the roster', cardId: unknown.cards[0].id },
	]);
});

it('does not mind ended cards, nor one that has no name yet', () => {
	const rule = notOnRoster(roster('somebody'), 'name');
	expect(
		inProgramme(rule, [
			holder({ card: { status: 'terminated' } }),
			holder({ card: { name: undefined } }),
		]),
	).toEqual([]);
});
