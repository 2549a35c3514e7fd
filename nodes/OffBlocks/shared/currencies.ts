import type { ReadChoice } from './choices';

/** Reads an ISO 4217 code of three letters, in any case. */
export const currency: ReadChoice = (text) => {
	const code = text.toUpperCase();
	if (/^[A-Z]{3}$/.test(code)) return { code };
	return {
		code,
		problem: `"${text.slice(0, 60)}" is not a three-letter ISO 4217 code, e.g. EUR`,
	};
};
