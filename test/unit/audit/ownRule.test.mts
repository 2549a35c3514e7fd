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
	'updatedAt.isAfter("2026-11-01") && !createdAt.isAfter("2026-11-14")',
	'createdAt.isBefore("2026-11-13T07:00:00.001Z")',
	'billingAddress.startsWith("giv")',
])('is true: %s', (condition) => expect(holds(condition)).toBe(true));

it.each([
	'status == "inactive"',
	'billingAddress.state < "Z"',
	'expirationDate.isAfter("2020-01-01")',
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
	['', 'the condition ends unexpectedly; expected a field or a value'],
	['status = "active"', 'unexpected "=" at character 8. Use == to compare'],
	['state == "x"', '"state" is not a card field (put text in quotes). Available fields: id, '],
	['constructor', 'is not a card field'],
	['billingAddress.constructor', '"billingAddress.constructor" is not a card field'],
	['name.constructor("x")', 'unexpected "constructor" at character 6; expected "includes", '],
	['status == "active', 'has no closing "'],
	['status == "active")', 'unexpected ")" at character 19'],
	['(status == "active"', 'the condition ends unexpectedly; expected ")"'],
	['status in ["active"', 'the condition ends unexpectedly; expected "," or "]"'],
	['status ==', 'expected a field or a value'],
	['status; process.exit()', 'unexpected ";" at character 7'],
	['fetch("http://x")', '"fetch" is not a card field'],
	[`name == "${'x'.repeat(2000)}"`, 'longer than 2000 characters'],
	[
		'status == "activ"',
		'status is never "activ". Values: issuing, active, inactive, suspended, blocked, issue_failed, terminated',
	],
	['"Active" != status', 'status is never "Active"'],
	['status not in ["active", "frozen"]', 'status is never "frozen"'],
	['["visa", "amex"].includes(network)', 'network is never "amex". Values: mastercard, visa'],
	['type == "plastic"', 'Values: physical, virtual'],
	['billingAddress.country == "UK"', 'never "UK". Values: two-letter codes such as GB or DE'],
	[
		'expiresInDays < "30"',
		'expiresInDays is a number, but "30" is text. Write numbers without quotes',
	],
	['lastFour == 9871', 'lastFour is text, but 9871 is a number. Put text in quotes'],
	['expiresInDays == status', 'expiresInDays is a number, but status is text'],
	['name == (ageInDays > 3)', 'name is text, but true or false is true or false'],
	['expiresInDays < null', 'null can only be compared with == and !='],
	['status in "active"', '"in" needs a list in brackets'],
	['status == ["active"]', 'a list can only be compared with "in"'],
	['ageInDays.includes("3")', 'ageInDays is a number and has no .includes()'],
	['createdAt.isAfter("soon")', '"soon" is not a date such as "2026-12-31"'],
])('refuses %s', (condition, words) => {
	expect(() => compileCondition(condition)).toThrow(ConditionError);
	expect(() => compileCondition(condition)).toThrow(words);
});

it('reads deep nesting without an end of the stack', () => {
	expect(holds(`${'('.repeat(990)}true${')'.repeat(990)}`)).toBe(true);
	expect(holds(`${'!'.repeat(1990)}true`)).toBe(true);
});

it('says since when it holds only where that does not go by the days', () => {
	expect(look(ownRule('x', 'ageInDays > 1'), card)).toMatchObject({ since: NaN });
	expect(look(ownRule('x', 'status == "active"'), card)).toMatchObject({
		since: Date.parse(ago(2)),
	});
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
