// Rules made with n8n's condition builder: n8n's own evaluation of it is the judge.
import fc from 'fast-check';
import { executeFilterCondition, type FilterConditionValue } from 'n8n-workflow';
import {
	writeCondition,
	type BuiltConditions,
} from '../../../nodes/OffBlocks/resources/card/audit/condition/builder';
import { compileCondition } from '../../../nodes/OffBlocks/resources/card/audit/condition/compile';
import { FIELDS } from '../../../nodes/OffBlocks/resources/card/audit/condition/fields';
import { STATUSES, type Card } from '../../../nodes/OffBlocks/resources/card/card';
import { cardWith, NOW, sceneIn } from '../../support/auditScene.mts';

const scene = sceneIn();
const OPTIONS = {
	caseSensitive: true,
	leftValue: '',
	typeValidation: 'loose',
	version: 2,
} as const;

const line = (
	leftValue: string,
	type: string,
	operation: string,
	rightValue: unknown = '',
): FilterConditionValue =>
	({ id: '1', leftValue, rightValue, operator: { type, operation } }) as FilterConditionValue;

const write = (conditions: FilterConditionValue[], more: object = {}) => {
	const built = { conditions, combinator: 'and', options: OPTIONS, ...more } as BuiltConditions;
	return writeCondition(built, built, scene.calendar);
};
const holds = (condition: string, card: Card) => compileCondition(condition)({ card, scene });

it.each([
	'status',
	'card.status',
	'={{ $json.status }}',
	'={{$json.card.status}}',
	'={{ $json["status"] }}',
	'={{ $json?.status }}',
	'={{ $card.status }}',
])("takes %s for the card's status", (left) => {
	expect(write([line(left, 'string', 'equals', 'active')])).toBe('status == "active"');
});

it('names the fields by what the workflow stores, and the values by what came of them', () => {
	const built = { conditions: [line('' as never, 'number', 'lt', 30)] } as BuiltConditions;
	const written = {
		conditions: [line('={{ $json.expiresInDays }}', 'number', 'lt', '={{ $json.limit }}')],
	} as BuiltConditions;
	expect(writeCondition(built, written, scene.calendar)).toBe('expiresInDays < 30');
});

it.each<[FilterConditionValue[], object, string]>([
	[[], {}, 'there is no condition. Add one'],
	[[line('', 'string', 'equals', 'x')], {}, 'the left side is empty'],
	[[line('={{ $json.state }}', 'string', 'equals', 'x')], {}, '"state" is not a card field'],
	[[line('status', 'number', 'gt', 1)], {}, 'status is text. Choose an operator under String'],
	[[line('ageInDays', 'string', 'equals', '1')], {}, 'a number. Choose an operator under Number'],
	[[line('createdAt', 'number', 'gt', 1)], {}, 'a date. Choose an operator under Date & Time'],
	[[line('name', 'string', 'regex', 'x')], {}, 'the operator "regex" cannot be used'],
	[[line('name', 'string', 'constructor', 'x')], {}, 'the operator "constructor" cannot be used'],
	[[line('name', 'string', 'contains', ' ')], {}, 'the value that name is compared with is empty'],
	[[line('ageInDays', 'number', 'gt', '30x')], {}, '"30x" is not a number'],
	[[line('createdAt', 'dateTime', 'after', 'soon')], {}, '"soon" is not a date such as 2026-12-31'],
	[[line('name', 'string', 'equals', 'x')], { combinator: 'xor' }, 'joined by "and" or by "or"'],
])('refuses %j', (conditions, more, words) => {
	expect(() => write(conditions, more)).toThrow(words);
});

it('finds a value that a field never has, as the typed form does', () => {
	const condition = write([line('status', 'string', 'equals', 'activ')]);
	expect(() => compileCondition(condition)).toThrow('status is never "activ"');
});

const texts = fc.oneof(
	fc.constantFrom('a', 'ab', 'b', 'Ada', '"', '\\', 'a"b', "it's", 'Ünal', 'x\\"y'),
	fc.string({ minLength: 1, maxLength: 4 }).filter((text) => text.trim() === text && text !== ''),
);
const textFields = ['name', 'maskedPan', 'lastFour', 'billingAddress.city', 'billingAddress.state'];
const ofText = fc.record({
	left: fc.constantFrom(...textFields),
	type: fc.constant('string'),
	operation: fc.constantFrom(
		...['equals', 'notEquals', 'contains', 'notContains', 'startsWith', 'notStartsWith'],
		...['endsWith', 'notEndsWith', 'exists', 'notExists', 'empty', 'notEmpty'],
	),
	right: texts,
});
const ofStatus = fc.record({
	left: fc.constant('status'),
	type: fc.constant('string'),
	operation: fc.constantFrom('equals', 'notEquals', 'exists', 'empty'),
	right: fc.constantFrom(...Object.keys(STATUSES)),
});
const ofNumber = fc.record({
	left: fc.constantFrom('expiresInDays', 'ageInDays', 'unchangedForDays'),
	type: fc.constant('number'),
	operation: fc.constantFrom(
		'equals',
		'notEquals',
		'gt',
		'lt',
		'gte',
		'lte',
		'exists',
		'notExists',
	),
	right: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, 1e21, -1e-7)),
});
const moments = fc
	.integer({ min: NOW - 40 * 86_400_000, max: NOW })
	.map((at) => new Date(at).toISOString());
const ofMoment = fc.record({
	left: fc.constantFrom('createdAt', 'updatedAt'),
	type: fc.constant('dateTime'),
	operation: fc.constantFrom('after', 'before', 'afterOrEquals', 'beforeOrEquals', 'empty'),
	right: moments,
});
const maybe = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const cards = fc
	.record({
		name: maybe(texts),
		maskedPan: maybe(texts),
		status: fc.constantFrom(...(Object.keys(STATUSES) as Array<Card['status']>)),
		expirationDate: maybe(fc.constantFrom('10/2026', '11/2026', '12/2026', '01/2027')),
		createdAt: moments,
		updatedAt: moments,
		city: maybe(texts),
		state: maybe(texts),
	})
	.map(({ city, state, ...card }) =>
		cardWith({ ...card, billingAddress: { city, state, country: 'GB' } as Card['billingAddress'] }),
	);
const conditions = fc.oneof(ofText, ofStatus, ofNumber, ofMoment);

it('says of each card what n8n says, but that a missing number is no 0', () => {
	fc.assert(
		fc.property(conditions, cards, ({ left, type, operation, right }, card) => {
			const value = FIELDS.get(left)!.valueOf({ card, scene });
			const ours = holds(write([line(`={{ $json.${left} }}`, type, operation, right)]), card);
			if (value === null && type === 'number' && ['gt', 'lt', 'gte', 'lte'].includes(operation)) {
				expect(ours).toBe(false);
				return;
			}
			const condition = line('', type, operation, right);
			expect(ours).toBe(
				executeFilterCondition({ ...condition, leftValue: value as string }, OPTIONS),
			);
		}),
		{ numRuns: 1000 },
	);
});

const typed = (left: string, operation: string, right: unknown): string | undefined => {
	const value = typeof right === 'string' ? `'${right}'` : String(right);
	const signs: Record<string, string> = {
		equals: '==',
		notEquals: '!=',
		gt: '>',
		lt: '<',
		gte: '>=',
		lte: '<=',
	};
	if (signs[operation]) return `card.${left} ${signs[operation]} ${value}`;
	const method = operation.replace(/^not/, '').replace(/^./, (first) => first.toLowerCase());
	if (!['contains', 'startsWith', 'endsWith'].includes(method)) return undefined;
	const call = `${left}.${method.replace('contains', 'includes')}(${value})`;
	return method === operation ? call : `not ${call}`;
};

it('says of each card what the typed form says, however lines are joined', () => {
	const plain = fc.constantFrom('a', 'ab', 'b', 'Ada', 'Ünal');
	const lines = fc.array(
		fc.oneof(
			ofText.chain((one) => plain.map((right) => ({ ...one, right }))),
			ofStatus,
			ofNumber.filter(({ right }) => Number.isInteger(right) && Math.abs(right) < 100),
		),
		{ minLength: 1, maxLength: 4 },
	);
	fc.assert(
		fc.property(lines, fc.constantFrom('and', 'or'), cards, (all, combinator, card) => {
			const words = all.map(({ left, operation, right }) => typed(left, operation, right));
			fc.pre(words.every((word) => word !== undefined));
			const built = all.map(({ left, type, operation, right }) =>
				line(left, type, operation, right),
			);
			expect(holds(write(built, { combinator }), card)).toBe(
				holds(words.join(` ${combinator} `), card),
			);
		}),
		{ numRuns: 600 },
	);
});

it('ignores case where the builder was told to', () => {
	const options = { ...OPTIONS, caseSensitive: false };
	const condition = write([line('name', 'string', 'contains', 'ADA')], { options });
	expect(holds(condition, cardWith({ name: 'ada palmer' }))).toBe(true);
	expect(write([line('status', 'string', 'equals', 'active')], { options })).toBe(
		'status == "active"',
	);
});
