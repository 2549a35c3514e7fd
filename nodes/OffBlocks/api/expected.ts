import { apiWords } from '../shared/errorWords';
import { ApiError } from './ApiError';
import { detailsOf, secretsOf, type Sent } from './Sent';
import type { Expected } from './types';

/**
 * An answer that is what was asked for.
 *
 * @param answer its JSON, undefined where the body was empty
 * @throws {ApiError} for everything else; of a write it says that it may have been carried out
 */
export function checked(answer: unknown, sent: Sent, status: number): unknown {
	const { expects } = sent;
	if (!expects || isExpected(answer, expects)) return answer;
	throw unexpected(expects.what, { answer, sent, status });
}

function isExpected(answer: unknown, expects: Expected): boolean {
	if (expects.mayBeEmpty && answer === undefined) return true;
	if (expects.isList) return Array.isArray(answer) && answer.every((one) => isEntity(one, expects));
	return isEntity(answer, expects);
}

function isEntity(value: unknown, { id, has = [], fits }: Expected): boolean {
	if (!isObject(value)) return false;
	if (id !== undefined && !sameId(value.id, id)) return false;
	return (
		has.every((name) => typeof value[name] === 'string' && value[name]) && fits?.(value) !== false
	);
}

/** Whether an answer names this UUID, in capitals or not. */
export function sameId(value: unknown, id: string): boolean {
	return typeof value === 'string' && value.toLowerCase() === id.toLowerCase();
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error for JSON that is not what was asked for. */
export function unexpected(
	what: string,
	{ answer, sent = {}, status }: { answer?: unknown; sent?: Sent; status?: number } = {},
): ApiError {
	const said = isObject(answer) ? saidBy(answer, secretsOf(sent)) : undefined;
	return new ApiError(
		'unexpectedAnswer',
		`OffBlocks answered with JSON that is not ${what}${said ? ` (${said})` : ''}`,
		{
			...detailsOf(sent),
			status,
			apiMessage: said,
			...(sent.idempotencyKey ? { mayHaveTakenEffect: true } : {}),
		},
	);
}

/** The words of an object in an entity's place, if they are an error's: an entity's own fields are nobody's words. */
export function saidBy(answer: object, secrets: readonly string[]): string | undefined {
	const { message, detail, error, errors, title } = answer as Record<string, unknown>;
	return apiWords({ message, detail, error, errors, title }, secrets);
}
