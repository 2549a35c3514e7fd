import { compileCondition } from '../../../nodes/OffBlocks/resources/card/audit/condition/compile';
import { ConditionError } from '../../../nodes/OffBlocks/resources/card/audit/condition/tokens';
import { ownRule } from '../../../nodes/OffBlocks/resources/card/audit/rules/ownRule';
import { ago, cardWith, look, sceneIn } from '../../support/auditScene.mts';

const card = cardWith({ expirationDate: '12/2026', createdAt: ago(10), updatedAt: ago(2) });
const holds = (condition: string, of = card) =>
	compileCondition(condition)({ card: of, scene: sceneIn() });

it.each([
	'status == "active"',
	"status === 'active' && type != 'physical'",
	'card.status == "active" and card.billingAddress.country == "GB"',
	'billingAddress.country in ["GB", "IE"]',
	'billingAddress.country not in ["FR"]',
	'!(network == "mastercard") or false',
	'not (network == "mastercard")',
	'expiresInDays == 38 && ageInDays == 10 && unchangedForDays == 2',
	'expiresInDays < 60 && expiresInDays >= 38 && expiresInDays > 37.5',
	'name.toLowerCase().startsWith("holder")',
	'["visa", "mastercard"].includes(network)',
	'lastFour == "9871"',
	'createdAt > "2026-01-01"',
	'billingAddress.state == null',
	'billingAddress != null && billingAddress',
	'false || true && true',
	'name.includes("\\"") == false',
	'ageInDays > -1',
])('is true: %s', (condition) => expect(holds(condition)).toBe(true));

it.each([
	'status == "inactive"',
	'expiresInDays > "5"',
	'billingAddress.state < "Z"',
	'lastFour == 9871',
	'true && (false || false)',
	'billingAddress.secondLine.includes("Flat")',
	'!name',
])('is false: %s', (condition) => expect(holds(condition)).toBe(false));

it('binds && before ||, as JavaScript does', () => {
	expect(holds('true || true && false')).toBe(true);
	expect(holds('(true || true) && false')).toBe(false);
});

it('looks at nothing that a card has not of its own', () => {
	const bare = cardWith({ name: undefined, billingAddress: undefined, expirationDate: '?' });
	expect(holds('name == null && billingAddress == null && expiresInDays == null', bare)).toBe(true);
	expect(holds('billingAddress.city == null', bare)).toBe(true);
});

it.each([
	['', 'it ends too early; wanted: a field or a value'],
	['status = "active"', '= at character 8 means nothing here; to compare, write =='],
	['state == "x"', '"state" at character 1 is no field of a card'],
	['constructor', 'is no field of a card'],
	['billingAddress.constructor', 'is no field of a card'],
	['name.constructor("x")', 'wanted: one of includes'],
	['status == "active', 'has no closing "'],
	['status == "active")', '")" at character 19 is not expected'],
	['(status == "a"', 'it ends too early; wanted: )'],
	['status ==', 'wanted: a field or a value'],
	['status; process.exit()', '; at character 7'],
	['fetch("http://x")', '"fetch" at character 1 is no field'],
	[`name == "${'x'.repeat(2000)}"`, 'longer than 2000 characters'],
])('refuses %s', (condition, words) => {
	expect(() => compileCondition(condition)).toThrow(ConditionError);
	expect(() => compileCondition(condition)).toThrow(words);
});

it('reads deep nesting without an end of the stack', () => {
	expect(holds(`${'('.repeat(990)}true${')'.repeat(990)}`)).toBe(true);
	expect(holds(`${'!'.repeat(1990)}true`)).toBe(true);
});

it('makes a rule that says its name', () => {
	const rule = ownRule('French cards', 'billingAddress.country == "GB"');
	expect(look(rule, card)).toMatchObject({
		message: 'French cards',
		card,
		since: Date.parse(ago(2)),
	});
	expect(rule.name).toBe('own:French cards');
	expect(look(rule, cardWith({ billingAddress: undefined }))).toBeUndefined();
});
