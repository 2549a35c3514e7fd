import type { INodePropertyOptions } from 'n8n-workflow';
import type { Parameters } from '../engine/ItemParameters';

/** Reads one choice as a person or an expression writes it. */
export type ReadChoice = (text: string) => { code: string; problem?: string };

/**
 * Reads a choice of several: a list, or one text with commas, in any case. One that is none is a problem:
 * left as it is, it would match nothing, and left out, everything.
 *
 * @param label what the editor calls the field
 * @returns the values as they are stored, each once
 */
export function readChoices(
	label: string,
	given: unknown,
	read: ReadChoice,
	parameters: Parameters,
): Set<string> {
	const texts = [given ?? []]
		.flat(2)
		.flatMap((entry) => textOf(entry).split(/[,;]/))
		.map((text) => text.trim())
		.filter(Boolean);
	const choices = texts.map(read);
	for (const problem of new Set(choices.map((choice) => choice.problem))) {
		if (problem) parameters.problem(`${label}: ${problem}`);
	}
	return new Set(choices.map(({ code }) => code));
}

/** What is no text is shown as it is, to be refused. */
function textOf(entry: unknown): string {
	return typeof entry === 'object' && entry !== null ? JSON.stringify(entry) : String(entry ?? '');
}

/** Reads values of the editor's options. */
export function oneOf(options: INodePropertyOptions[]): ReadChoice {
	const values = options.map(({ value }) => String(value));
	return (text) => {
		const code = text.toLowerCase();
		if (values.includes(code)) return { code };
		return { code, problem: `there is no "${text.slice(0, 60)}", only ${values.join(', ')}` };
	};
}
