import { randomBytes, randomUUID } from 'node:crypto';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import {
	advance,
	Comparison,
	linesOf,
	summariseChanges,
	WATCHABLE,
	withoutAddress,
	type Baseline,
	type Watched,
} from '../../../nodes/OffBlocks/resources/card/audit';
import { describe as describeChange } from '../../../nodes/OffBlocks/resources/card/changes/CardChange';
import {
	decode,
	decodeId,
	encodeId,
	pack,
	unpack,
} from '../../../nodes/OffBlocks/resources/card/changes/codec';
import { cardWith, end } from '../../support/auditScene.mts';

const AT = '2026-11-23T07:00:00.000Z';
const WATCHED: Watched[] = ['status', 'name', 'maskedPan', 'expirationDate', 'billingAddress'];

/** What one look finds, and the baseline that it leaves. */
function lookAt(cards: Card[], before?: Baseline, watched = WATCHED) {
	const known = end(linesOf(before?.cards ?? ''));
	const comparison = new Comparison(watched, known, before);
	for (const card of cards) comparison.add(card);
	const { changes, step } = end(comparison.conclude(AT));
	const start: Baseline = before ?? { version: 1, at: AT, scope: 'programme', watched, cards: '' };
	const after = end(advance(start, step));
	// As n8n's database gives it back.
	return { changes, step, after: JSON.parse(JSON.stringify(after)) as Baseline };
}

it('reports nothing at the first look, and nothing where nothing has changed', () => {
	const cards = [cardWith(), cardWith({ name: undefined, maskedPan: undefined })];
	const first = lookAt(cards);
	expect(first.changes).toEqual([]);
	const second = lookAt([...cards].reverse(), first.after);
	expect(second.changes).toEqual([]);
	expect(second.step).toMatchObject({ put: '', gone: '' });
});

it('reports new, changed and gone cards, field by field', () => {
	const [same, frozen, gone, issued] = [
		cardWith(),
		cardWith(),
		cardWith(),
		cardWith({ status: 'issuing', name: undefined, maskedPan: undefined }),
	];
	const { after } = lookAt([same, frozen, gone, issued]);
	const isNew = cardWith({ status: 'issuing' });
	const now = [
		same,
		{ ...frozen, status: 'inactive' as const, name: 'Ada Palmer' },
		{ ...issued, status: 'active' as const, name: 'Bruno Keller', maskedPan: '453211******0007' },
		isNew,
	];
	const { changes, after: later } = lookAt(now, after);
	expect(changes).toMatchObject([
		{
			change: 'changed',
			cardId: frozen.id,
			fields: [
				{ field: 'status', from: 'active', to: 'inactive' },
				{ field: 'name', from: frozen.name, to: 'Ada Palmer' },
			],
			card: now[1],
		},
		{
			change: 'changed',
			cardId: issued.id,
			message:
				'status: issuing → active; name: none → Bruno Keller; maskedPan: none → 453211******0007',
		},
		{ change: 'new', cardId: isNew.id, message: 'New virtual card, issuing', fields: [] },
		{
			change: 'gone',
			cardId: gone.id,
			maskedPan: gone.maskedPan,
			card: { id: gone.id, name: gone.name, status: 'active', expirationDate: '10/2028' },
		},
	]);
	expect(lookAt(now, later).changes).toEqual([]);
});

it('keeps a hash of an address: what it is now, not what it was', () => {
	const card = cardWith();
	const { after } = lookAt([card]);
	expect(after.cards).not.toContain('London');
	const billingAddress = { ...card.billingAddress!, city: 'Leeds' };
	const { changes } = lookAt([{ ...card, billingAddress }], after);
	expect(changes).toMatchObject([
		{ fields: [{ field: 'billingAddress', from: null, to: billingAddress }] },
	]);
	// The same address with its keys in another order, and with a line that is empty.
	const same = {
		secondLine: '',
		...Object.fromEntries(Object.entries(card.billingAddress!).reverse()),
	};
	expect(
		lookAt([{ ...card, billingAddress: same as Card['billingAddress'] }], after).changes,
	).toEqual([]);
});

it('keeps the lines of an address where they are watched', () => {
	const watched: Watched[] = ['billingAddress.city', 'billingAddress.country'];
	const card = cardWith();
	const { after } = lookAt([card], undefined, watched);
	const moved = { ...card, billingAddress: { ...card.billingAddress!, city: 'Leeds' } };
	expect(lookAt([moved], after, watched).changes[0]?.fields).toEqual([
		{ field: 'billingAddress.city', from: 'London', to: 'Leeds' },
	]);
});

it('does not lose a change where other fields are watched than before', () => {
	const card = cardWith();
	const { after } = lookAt([card], undefined, ['status', 'name']);
	const now = { ...card, status: 'suspended' as const, maskedPan: '453211******0007' };
	const { changes, after: later } = lookAt([now], after, ['status', 'maskedPan']);
	expect(changes[0]?.fields).toEqual([{ field: 'status', from: 'active', to: 'suspended' }]);
	const next = { ...now, maskedPan: '453211******0008' };
	expect(lookAt([next], later, ['status', 'maskedPan']).changes[0]?.fields).toEqual([
		{ field: 'maskedPan', from: '453211******0007', to: '453211******0008' },
	]);
});

it('reports a card once that is listed twice', () => {
	const { after } = lookAt([cardWith()]);
	const card = cardWith();
	expect(lookAt([card, card], after).changes.filter(({ change }) => change === 'new')).toHaveLength(
		1,
	);
});

it('brings back whatever text a field holds', () => {
	const texts = [
		'=x',
		'a\tb',
		'a\nb\r',
		'\\t',
		'\\',
		'Ünïcødé 🂡',
		'v',
		'=',
		'__proto__',
		'530518*9',
		'13/2026',
		'10/1999',
	];
	const odd = Array.from({ length: 300 }, () => randomBytes(6).toString('latin1'));
	for (const text of [...texts, ...odd]) {
		const values = {
			status: text,
			type: text,
			network: text,
			maskedPan: text,
			expirationDate: text,
			name: text,
			accountId: text,
		};
		const card = cardWith({
			...(values as object),
			billingAddress: { ...cardWith().billingAddress!, city: text },
		});
		const watched = WATCHABLE.filter((field) => field in values || field === 'billingAddress.city');
		const line = pack(card, watched);
		expect(line).not.toMatch(/[\n\r]/);
		const [id, ...codes] = unpack(line);
		expect(decodeId(id)).toBe(card.id);
		expect(watched.map((field, index) => decode(field, codes[index]))).toEqual(
			watched.map(() => text),
		);
	}
});

it('packs ids of all kinds', () => {
	for (const id of [randomUUID(), 'D0000000-0000-4000-8000-000000000001', 'card 1', '', '=']) {
		expect(decodeId(encodeId(id))).toBe(id);
	}
	expect(encodeId(randomUUID())).toHaveLength(22);
});

it('agrees with a plain comparison on random histories', () => {
	const statuses = ['issuing', 'active', 'inactive', 'suspended', 'terminated'] as const;
	let world = new Map<string, Card>();
	let baseline: Baseline | undefined;
	for (let round = 0; round < 60; round += 1) {
		const next = new Map([...world].filter(() => Math.random() > 0.1));
		for (const [id, card] of next) {
			const status = statuses[Math.floor(Math.random() * statuses.length)];
			if (Math.random() < 0.3) next.set(id, { ...card, status });
		}
		for (let n = 0; n < 3; n += 1) {
			const card = cardWith();
			next.set(card.id, card);
		}
		const { changes, after } = lookAt([...next.values()], baseline);
		const found = changes.map(({ change, cardId }) => `${change} ${cardId}`).sort();
		const wanted = [
			...[...next].flatMap(([id, { status }]) => {
				if (!world.has(id)) return [`new ${id}`];
				return world.get(id)!.status === status ? [] : [`changed ${id}`];
			}),
			...[...world.keys()].filter((id) => !next.has(id)).map((id) => `gone ${id}`),
		].sort();
		expect(found).toEqual(baseline ? wanted : []);
		[world, baseline] = [next, after];
	}
});

it('takes an address out of the message, whatever a name says', () => {
	const address = { ...cardWith().billingAddress!, city: 'Leeds' };
	const city = 'billingAddress.city: London → Leeds';
	const change = describeChange('changed', cardWith({ billingAddress: address }), [
		{ field: 'name', from: 'Ada', to: city },
		{ field: 'billingAddress.city', from: 'London', to: 'Leeds' },
		{ field: 'billingAddress', from: null, to: address },
		{ field: 'status', from: null, to: 'active' },
	]);
	expect(change.message).toContain(`${city}; ${city}`);
	const hidden = withoutAddress(change);
	expect(hidden.message).toBe(
		`name: Ada → ${city}; billingAddress.city changed; billing address changed; status: none → active`,
	);
	expect(hidden.fields.slice(1, 3)).toEqual([
		{ field: 'billingAddress.city', from: null, to: null },
		{ field: 'billingAddress', from: null, to: null },
	]);
	const isNew = describeChange('new', cardWith(), []);
	expect(withoutAddress(isNew).message).toBe('New virtual card, active');
});

it('sums up', () => {
	const cards = [cardWith(), cardWith()];
	const { after } = lookAt(cards);
	const now = cards.map((card) => ({ ...card, status: 'suspended' as const, name: 'X' }));
	const { changes } = lookAt([...now, cardWith()], after);
	expect(summariseChanges(changes, 3, AT, after.at)).toEqual({
		comparedAt: AT,
		comparedWith: AT,
		baselineEstablished: false,
		cards: 3,
		changes: 3,
		new: 1,
		changed: 2,
		gone: 0,
		byField: { status: 2, name: 2 },
		statusChanges: { 'active → suspended': 2 },
	});
});
