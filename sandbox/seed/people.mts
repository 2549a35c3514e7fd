import type { Address } from '../types.mts';
import type { Random } from './random.mts';

/** Names and places that seeded cards carry. */

const FIRST =
	'Ada Ben Clara Dan Elena Felix Gina Hugo Ines Jonas Karin Leo Maria Nils Olga Paul Rosa Sam Tara Uwe Vera Will Yara Zoe'.split(
		' ',
	);
const LAST =
	"Adler Brown Costa Dubois Evans Fischer Garcia Hansen Ivanova Jansen Kowalski Lopez Meyer Novak O'Brien Peters Rossi Schmidt Taylor Urban Virtanen Weber Young Zimmer".split(
		' ',
	);

type Place = Pick<Address, 'city' | 'country' | 'postCode'>;
const PLACES: Array<readonly [Place, number]> = [
	[{ city: 'London', country: 'GB', postCode: 'NW6 2FG' }, 30],
	[{ city: 'Berlin', country: 'DE', postCode: '10115' }, 20],
	[{ city: 'Paris', country: 'FR', postCode: '75002' }, 15],
	[{ city: 'Madrid', country: 'ES', postCode: '28004' }, 10],
	[{ city: 'Dublin', country: 'IE', postCode: 'D02 AF30' }, 8],
	[{ city: 'Amsterdam', country: 'NL', postCode: '1012 AB' }, 7],
	[{ city: 'Lisboa', country: 'PT', postCode: '1100-048' }, 5],
	[{ city: 'Wien', country: 'AT', postCode: '1010' }, 5],
];

export function randomName(random: Random): string {
	return `${random.pick(FIRST)} ${random.pick(LAST)}`;
}

export function randomAddress(random: Random): Address {
	return { firstLine: `${1 + random.below(240)} High Street`, ...random.weighted(PLACES) };
}

/** The address of someone in a country of the small world. */
export function addressIn(country: string, firstLine: string): Address {
	const place = PLACES.find(([known]) => known.country === country)?.[0];
	if (!place) throw new Error(`No place in ${country}`);
	return { firstLine, ...place };
}
