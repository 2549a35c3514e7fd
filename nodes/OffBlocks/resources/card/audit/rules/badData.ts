import { CARD_TYPES, NETWORKS, STATUSES, type Card } from '../../card';
import { instant, isLive, isUsable } from '../cardFacts';
import { isUuid } from '../../../../shared/uuid';
import type { CardRule, Scene } from '../types';

/**
 * RFC 3339 §5.6 with the limits of §5.7, but for the leap second, which `Date` does not know: what passes is
 * a moment for the rules that go by time, too. Parsing each date would take several times as long.
 */
const TIMESTAMP =
	/^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const NOT_BLANK = /\S/;
const MASKED_PAN = /^\d{6}\*+\d{4}$/;

/** Data that is missing or malformed on cards that are still of use. */
export const badData: CardRule = {
	name: 'badData',
	title: 'Missing or Malformed Data',
	description:
		'Flag cards with no billing address, an invalid country, no name, number or expiry although they are issued, or unreadable dates or IDs',
	severity: 'medium',
	look(card, _, scene) {
		const problems: string[] = [];
		identity(card, problems);
		// Nobody corrects the address of a card that has ended.
		if (isLive(card)) address(card, scene, problems);
		if (isUsable(card)) plastic(card, scene, problems);
		if (!problems.length) return undefined;
		return {
			card,
			message: `${problems.join(', ')}.`.replace(/^./, (first) => first.toUpperCase()),
			since: instant(card.updatedAt),
			occurrence: problems.join(', '),
		};
	},
};

function identity(
	{ id, accountId, type, status, createdAt, updatedAt }: Card,
	problems: string[],
): void {
	if (!isUuid(id)) problems.push('the ID is not a UUID');
	if (!isUuid(accountId)) problems.push('the account ID is not a UUID');
	if (!CARD_TYPES.some(({ value }) => value === type)) problems.push('unknown type');
	if (typeof status !== 'string' || !Object.hasOwn(STATUSES, status))
		problems.push('unknown status');
	if (!TIMESTAMP.test(createdAt)) problems.push('no readable creation date');
	if (!TIMESTAMP.test(updatedAt)) problems.push('no readable modification date');
}

function address({ billingAddress }: Card, { isCountry }: Scene, problems: string[]): void {
	if (typeof billingAddress !== 'object' || billingAddress === null) {
		problems.push('no billing address');
		return;
	}
	const { firstLine, city, country, postCode } = billingAddress;
	if (!isText(firstLine)) problems.push('no address line 1');
	if (!isText(city)) problems.push('no city');
	if (!isText(postCode)) problems.push('no postcode');
	if (!isText(country)) problems.push('no country');
	else if (!isCountry(country)) problems.push(`"${country.slice(0, 40)}" is not a country`);
}

/** What a card has once it is issued. */
function plastic(
	{ name, maskedPan, expirationDate, network }: Card,
	{ calendar }: Scene,
	problems: string[],
): void {
	if (!isText(name)) problems.push('no name');
	if (!MASKED_PAN.test(maskedPan ?? '')) problems.push('no readable masked number');
	if (Number.isNaN(calendar.monthEnd(expirationDate))) problems.push('no readable expiry');
	if (!NETWORKS.some(({ value }) => value === network)) problems.push('unknown network');
}

function isText(value: unknown): value is string {
	// Most texts begin with a letter or a digit.
	return typeof value === 'string' && (value.charCodeAt(0) > 0x20 || NOT_BLANK.test(value));
}
