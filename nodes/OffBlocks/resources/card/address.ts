import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Address } from './card';
import { countryOptions, readCountry } from '../../shared/countries';
import { plainText } from '../../shared/values';

const REQUIRED = {
	firstLine: 'Address Line 1',
	city: 'City',
	country: 'Country',
	postCode: 'Postcode',
};
const OPTIONAL = ['secondLine', 'state'] as const;

const line = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	// Marked in the form, and asked for by n8n itself where it is left empty.
	...(Object.hasOwn(REQUIRED, name) && { required: true }),
});

/** An address as the editor shows it: a fixed collection of one `address`. */
export function addressField(displayName: string, name: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		required: true,
		// n8n marks missing lines only once the group is there, so its button says it.
		placeholder: `Add ${displayName} (Required)`,
		// Empty, not an empty address: n8n fails to load a workflow without this parameter otherwise.
		default: {},
		options: [
			{
				displayName: 'Address',
				name: 'address',
				values: [
					line('Address Line 1', 'firstLine', 'e.g. 321 West End Lane'),
					line('Address Line 2', 'secondLine', 'e.g. Flat G'),
					line('City', 'city', 'e.g. London'),
					line('State', 'state', 'e.g. NY'),
					{
						displayName: 'Country',
						name: 'country',
						type: 'options',
						required: true,
						options: countryOptions,
						default: '',
						description: 'In an expression, use the two-letter ISO 3166-1 code, e.g. GB',
					},
					line('Postcode', 'postCode', 'e.g. NW6 2FG'),
				],
			},
		],
	};
}

/** Reads an address, and says what is wrong with it. */
export function readAddress(fields: IDataObject): { address: Address; problems: string[] } {
	const problems: string[] = [];
	const missing = Object.entries(REQUIRED).filter(([key]) => !plainText(fields[key]));
	if (missing.length) problems.push(`${missing.map(([, title]) => title).join(', ')} missing`);

	const text = plainText(fields.country);
	const country = readCountry(text);
	if (text && country.problem) problems.push(`Country ${country.problem}`);

	const address: Address = {
		firstLine: plainText(fields.firstLine),
		city: plainText(fields.city),
		country: country.code,
		postCode: plainText(fields.postCode),
	};
	for (const key of OPTIONAL) {
		const line = plainText(fields[key]);
		if (line) address[key] = line;
	}
	return { address, problems };
}
