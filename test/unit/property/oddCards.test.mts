// One odd card does not end a list or an audit: it is a finding, and the others come through.
import type { IExecuteFunctions } from 'n8n-workflow';
import { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';
import { readFilters } from '../../../nodes/OffBlocks/engine/list/filters.ts';
import {
	Audit,
	Calendar,
	countryNotAllowed,
	csvOf,
	htmlReport,
	ownRule,
	standardRules,
	summarise,
	type ActiveRule,
} from '../../../nodes/OffBlocks/resources/card/audit/index.ts';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card.ts';
import { cardListing } from '../../../nodes/OffBlocks/resources/card/list/cardListing.ts';
import { simplifyCard } from '../../../nodes/OffBlocks/resources/card/shape.ts';

const CARD = {
	id: '123e4567-e89b-12d3-a456-426614174000',
	accountId: '123e4567-e89b-12d3-a456-426614174001',
	type: 'virtual',
	name: 'Ada Palmer',
	network: 'visa',
	maskedPan: '530518******1111',
	expirationDate: '02/2031',
	billingAddress: { firstLine: '1', city: 'London', postCode: '1', country: 'GB' },
	status: 'active',
	createdAt: '2025-03-01T05:00:00Z',
	updatedAt: '2025-06-01T10:00:00Z',
} as Card;
const BLOCKED = {
	...CARD,
	id: '123e4567-e89b-12d3-a456-426614174002',
	accountId: '123e4567-e89b-12d3-a456-426614174003',
	name: 'Bruno Keller',
	status: 'blocked',
} as Card;
const ODD: unknown[] = [
	undefined,
	null,
	true,
	5,
	-271821,
	1e300,
	'',
	'__proto__',
	'constructor',
	'\ud800',
	'-271821-04-20T00:00:00Z',
	'00/0000',
	[],
	[null],
	{},
	{ toString: 0 },
	JSON.parse('{"__proto__":{"length":1},"length":2}'),
];
const ADDRESS = Object.keys(CARD.billingAddress!).map((name) => `billingAddress.${name}`);
const cases = [...Object.keys(CARD), ...ADDRESS].flatMap((field) =>
	ODD.map((value) => ({ field, value, json: JSON.stringify(value) })),
);

function odd({ field, value }: { field: string; value: unknown }): Card {
	const [name, part] = field.split('.');
	if (!part) return { ...CARD, [name]: value } as Card;
	return { ...CARD, billingAddress: { ...CARD.billingAddress, [part]: value } } as Card;
}

const scene = {
	now: Date.parse('2026-01-15T12:00:00Z'),
	calendar: new Calendar('Europe/London'),
	isCountry: (code: string) => code === 'GB',
};
const rules: ActiveRule[] = [
	...standardRules,
	countryNotAllowed(new Set(['IE'])),
	ownRule('All fields', 'name == "x" || lastFour == "0" || expiresInDays < 0 || ageInDays < 0'),
].map((rule) => ({ rule, severity: rule.severity, threshold: rule.threshold?.usual ?? 0 }));

function findingsOf(cards: Card[]) {
	const audit = new Audit(rules, scene);
	for (const card of cards) audit.add(card);
	const drained = <T,>(generator: Generator<void, T>): T => {
		let step = generator.next();
		while (!step.done) step = generator.next();
		return step.value;
	};
	const findings = drained(audit.conclude());
	const summary = summarise(audit.counts, findings, rules, scene);
	const report = htmlReport({ summary, findings, calendar: scene.calendar });
	return { findings, said: report + drained(csvOf(findings)).join('') };
}

/** Where any text will do. */
const isFine = ({ field, value }: { field: string; value: unknown }) =>
	/^(name|billingAddress\.(firstLine|city|postCode))$/.test(field) &&
	!!value &&
	typeof value === 'string';

it.each(cases)('audit: $field is $json', (one) => {
	for (const cards of [
		[odd(one), BLOCKED],
		[BLOCKED, odd(one)],
	]) {
		const { findings, said } = findingsOf(cards);
		expect(findings.find(({ cardId }) => cardId === BLOCKED.id)?.rule).toBe('blocked');
		const ofOdd = findings.filter(({ cardId }) => cardId !== BLOCKED.id);
		const rulesOfOdd = ofOdd.map(({ rule }) => rule);
		if (!isFine(one)) expect(rulesOfOdd).toContain('badData');
		expect(said).not.toMatch(/NaN|\[object|undefined/);
	}
});

it('the same card twice is no card too many', () => {
	expect(findingsOf([CARD, CARD]).findings.map(({ rule }) => rule)).not.toContain('tooManyLive');
	const second = { ...CARD, id: BLOCKED.id };
	expect(findingsOf([CARD, second]).findings.map(({ rule }) => rule)).toContain('tooManyLive');
});

const FILTERS = {
	statuses: ['active'],
	types: ['virtual'],
	networks: ['visa'],
	countries: ['GB'],
	nameContains: 'ada',
	lastFour: '1111',
	expiresBefore: '2032-01-01',
	createdAfter: '2020-01-01',
	updatedBefore: '2026-01-01',
};

it.each(cases)('list: $field is $json', (one) => {
	for (const [name, value] of Object.entries(FILTERS)) {
		const given = { filters: { [name]: value } };
		const context = {
			getNodeParameter: (key: string, _: number, fallback?: unknown) =>
				(given as Record<string, unknown>)[key] ?? fallback,
			getNode: () => ({ type: 'offBlocks', parameters: given }),
			getTimezone: () => 'Europe/London',
		} as unknown as IExecuteFunctions;
		const passes = readFilters<Card>(new Parameters(context, 0), cardListing.filters, 'cards')!;
		expect(passes(CARD)).toBe(true);
		expect(typeof passes(odd(one))).toBe('boolean');
	}
	for (const { order } of cardListing.orders) {
		const { keyOf, compare } = order();
		const [a, b] = [odd(one), CARD].map((card) => keyOf(card as never));
		expect(compare(a, b)).toBe(compare(a, b));
		expect(Number.isNaN(compare(a, b))).toBe(false);
	}
	expect(() => simplifyCard(odd(one) as never)).not.toThrow();
});
