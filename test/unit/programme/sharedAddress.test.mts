import { sharedAddress } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { address, holder, inProgramme } from '../../support/programmeScene.mts';

const at = (billingAddress: object, more = {}) => holder({ card: { billingAddress, ...more } });
const street = address('1 Market Place');

it('finds three accounts with one address, however it is written, once', () => {
	const three = [at(street), at(address('1, MARKET  place')), at(address('1 Market Place.'))];
	const found = inProgramme(sharedAddress, three);
	expect(found).toMatchObject([
		{ message: '3 accounts have a live card with this billing address' },
	]);
	expect(found[0].otherCardIds).toHaveLength(2);
	expect(inProgramme(sharedAddress, [...three].reverse())[0].id).toBe(found[0].id);
	expect(inProgramme(sharedAddress, three.slice(1))).toEqual([]);
	expect(inProgramme(sharedAddress, three.slice(1), 2)).toHaveLength(1);
});

it('does not mind other flats and post codes, several cards of one account, ended cards', () => {
	const flat = (secondLine: string) => at(address('1 Market Place', { secondLine }));
	expect(inProgramme(sharedAddress, [flat('A'), flat('B'), flat('C')])).toEqual([]);
	const code = (postCode: string) => at(address('1 Market Place', { postCode }));
	expect(inProgramme(sharedAddress, [code('N1'), code('N2'), code('N3')])).toEqual([]);
	const one = holder({ cards: [1, 2, 3].map(() => ({ billingAddress: street })) });
	expect(inProgramme(sharedAddress, [one])).toEqual([]);
	const ended = at(street, { status: 'terminated' });
	expect(inProgramme(sharedAddress, [at(street), at(street), ended])).toEqual([]);
});
