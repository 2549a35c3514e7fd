import { countryNotAllowed } from '../../../nodes/OffBlocks/resources/card/audit/rules/countryNotAllowed';
import { cardWith, look } from '../../support/auditScene.mts';

const rule = countryNotAllowed(new Set(['GB', 'IE']));
const living = (country: unknown, status = 'active') =>
	cardWith({
		status,
		billingAddress: { ...cardWith().billingAddress!, country },
	} as Parameters<typeof cardWith>[0]);

it('finds live cards with an address elsewhere', () => {
	expect(look(rule, living('FR'))).toMatchObject({
		message: 'Billing country FR is not allowed',
		occurrence: 'FR',
	});
	expect(look(rule, living('FR', 'issuing'))).toBeDefined();
	expect(look(rule, living('FR', 'terminated'))).toBeUndefined();
});

it('is content with those in the list, in any case, and leaves what is no country to another rule', () => {
	expect(look(rule, living('GB'))).toBeUndefined();
	expect(look(rule, living('ie'))).toBeUndefined();
	expect(look(rule, living(undefined))).toBeUndefined();
	expect(look(rule, cardWith({ billingAddress: undefined }))).toBeUndefined();
});
