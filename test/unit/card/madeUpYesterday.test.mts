// What somebody sees who tries Get Changes by hand against a made-up yesterday.
import { MadeUpYesterday } from '../../../nodes/OffBlocks/resources/card/changes/MadeUpYesterday.ts';
import type { Watched } from '../../../nodes/OffBlocks/resources/card/changes/codec.ts';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card.ts';

const cards = [1, 2, 3, 4].map(
	(number) =>
		({
			id: `d0000000-0000-4000-8000-00000000000${number}`,
			accountId: 'a0000000-0000-4000-8000-000000000001',
			type: 'virtual',
			name: `Holder ${number}`,
			status: 'active',
		}) as Card,
);

function changesIn(some: Card[], watched: Watched[]) {
	const seen = new MadeUpYesterday(watched);
	for (const card of some) seen.add(card);
	const steps = seen.conclude('2026-01-01T00:00:00.000Z');
	let last = steps.next();
	while (!last.done) last = steps.next();
	return last.value.changes.map(({ change, fields }) => [change, fields.map(({ field }) => field)]);
}

it('shows one change of each kind, whatever there is', () => {
	expect(changesIn(cards, ['status', 'name'])).toEqual([
		['changed', ['status']],
		['new', []],
		['gone', []],
	]);
	expect(changesIn(cards, ['name'])).toEqual([
		['changed', ['name']],
		['new', []],
		['gone', []],
	]);
});

it('shows what there is where there are few cards or none', () => {
	expect(changesIn([], ['status'])).toEqual([['gone', []]]);
	expect(changesIn(cards.slice(0, 1), ['status'])).toEqual([
		['changed', ['status']],
		['gone', []],
	]);
});
