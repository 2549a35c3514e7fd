const USUAL = 2;

/** How many decimal places currencies have, by what the runtime knows of ISO 4217; of others two. */
export class CurrencyPlaces {
	private readonly known = new Map<string, number>();

	of(currency: string): number {
		let places = this.known.get(currency);
		if (places === undefined) this.known.set(currency, (places = ask(currency)));
		return places;
	}
}

function ask(currency: string): number {
	try {
		const format = new Intl.NumberFormat('en', { style: 'currency', currency });
		return format.resolvedOptions().maximumFractionDigits ?? USUAL;
	} catch {
		return USUAL;
	}
}
