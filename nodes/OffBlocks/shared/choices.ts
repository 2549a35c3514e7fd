import { isUuid } from './uuid';
import { unwrapped } from './values';

/** Wrong values that are shown; a spreadsheet's column put there by mistake holds thousands. */
const SHOWN = 5;

/** Where sentences about wrong values go: the parameters of an item, or those of the trigger. */
export interface Problems {
	problem(sentence: string): void;
}

/**
 * Reads one choice as a person or an expression writes it: the value that is stored, or what is wrong with it.
 * `again` is shorter, for those behind the first.
 */
export type ReadChoice = (text: string) => { code: string; problem?: string; again?: string };

/**
 * Reads a choice of several: a list, or one text with commas, semicolons or blanks between the values. A value
 * that can never match is a problem: kept, nothing would ever pass, and left out, everything would.
 *
 * @param label what the editor calls the field
 * @param read how one value is read: `oneOf`, `uuid`, `readCountry`
 * @returns the values as they are stored, each once; empty where nothing was given
 */
export function readChoices(
	label: string,
	given: unknown,
	read: ReadChoice,
	problems: Problems,
): Set<string> {
	const choices = [given ?? []]
		.flat(2)
		.flatMap((entry) => textOf(entry).split(/[,;]/))
		.map((text) => text.trim())
		.filter(Boolean)
		.flatMap((text) => readAll(text, read));
	const wrong = new Map(choices.map(({ problem, again = problem }) => [problem, again]));
	wrong.delete(undefined);
	const shown = [...wrong].slice(0, SHOWN);
	for (const [place, [problem, again]] of shown.entries()) {
		problems.problem(`${label}: ${place === 0 ? problem : again}`);
	}
	if (wrong.size > SHOWN) problems.problem(`${label}: ${wrong.size - SHOWN} more like these`);
	return new Set(choices.map(({ code }) => code));
}

/** Blanks separate values where that makes values of the parts; "United Kingdom" is shown as a whole. */
function readAll(text: string, read: ReadChoice): Array<ReturnType<ReadChoice>> {
	const whole = read(text);
	if (!whole.problem) return [whole];
	const parts = text.split(/\s+/).map(read);
	return parts.some(({ problem }) => !problem) ? parts : [whole];
}

/** What is no text is shown as it is, to be refused. */
function textOf(entry: unknown): string {
	return typeof entry === 'object' && entry !== null ? JSON.stringify(entry) : String(entry ?? '');
}

/** Reads values of the editor's options, in any case; also by the name that the editor shows. */
export function oneOf(options: ReadonlyArray<{ name: string; value: unknown }>): ReadChoice {
	const values = new Map<string, string>();
	for (const { name, value } of options) values.set(name.toLowerCase(), String(value));
	for (const { value } of options) values.set(String(value).toLowerCase(), String(value));
	const all = options.map(({ value }) => String(value)).join(', ');
	return (text) => {
		const code = values.get(text.toLowerCase());
		if (code !== undefined) return { code };
		const shown = text.slice(0, 60);
		const again = `there is no "${shown}"`;
		return { code: text, problem: `there is no "${shown}", only ${all}`, again };
	};
}

/** Reads a UUID, in any case. */
export const uuid: ReadChoice = (text) => {
	const code = unwrapped(text).toLowerCase();
	if (isUuid(code)) return { code };
	const shown = text.slice(0, 60);
	const again = `"${shown}" is not a UUID`;
	const problem = `"${shown}" is not a UUID like 123e4567-e89b-12d3-a456-426614174000`;
	return { code, problem, again };
};
