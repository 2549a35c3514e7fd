import { Groups } from '../../../nodes/OffBlocks/resources/card/audit/Groups';
import { cardWith } from '../../support/auditScene.mts';

it('gathers what has a key in common, whatever the number', () => {
	for (const size of [0, 1, 2, 5000]) {
		const groups = new Groups('name');
		const wanted = new Map<string, string[]>();
		for (let n = 0; n < size; n += 1) {
			const name = `Holder ${Math.floor(Math.random() * size)}`;
			const card = cardWith({ name });
			groups.add(card, false);
			const key = name.toLowerCase();
			wanted.set(key, [...(wanted.get(key) ?? []), card.id]);
		}
		const found = [...groups.worth()].map((group) => group.map(({ id }) => id));
		expect(found.sort()).toEqual([...wanted.values()].filter((ids) => ids.length > 1).sort());
	}
});

it('gives a card that is alone where it is of concern', () => {
	const groups = new Groups('account');
	const [minded, other] = [cardWith(), cardWith()];
	groups.add(minded, true);
	groups.add(other, false);
	expect([...groups.worth()]).toEqual([[minded]]);
});

it('leaves out cards without a key', () => {
	const groups = new Groups('account');
	groups.add(cardWith({ accountId: undefined }), true);
	groups.add(cardWith({ accountId: 7 as unknown as string }), true);
	expect([...groups.worth()]).toEqual([]);
});
