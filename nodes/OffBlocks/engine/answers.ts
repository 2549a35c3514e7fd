import type { IDataObject } from 'n8n-workflow';
import { ApiError } from '../api/ApiError';

/** An answer that must be the thing that was asked for. @throws {ApiError} */
export function thingAsked(answer: unknown, noun: string, id: string): IDataObject {
	if (isAbout(answer, id)) return answer;
	throw unexpected(`the ${noun} that was asked for`);
}

/** An answer that must be a new thing. @throws {ApiError} */
export function newThing(answer: unknown, noun: string): IDataObject {
	if (isObject(answer) && typeof answer.id === 'string' && answer.id) return answer;
	throw unexpected(`a new ${noun}`);
}

/**
 * The answer to the end of a thing: nothing, or the thing as it is now.
 *
 * @param status what the thing has become, where the API has a status for it
 * @throws {ApiError} for anything else: an error in a 200 must not read as done
 */
export function ended(answer: unknown, noun: string, id: string, status?: string): void {
	if (answer === undefined) return;
	if (status !== undefined && isAbout(answer, id) && answer.status === status) return;
	throw unexpected(`the end of the ${noun}`);
}

/** An answer that must be a list of objects. @throws {ApiError} */
export function listOf(answer: unknown, plural: string): IDataObject[] {
	if (Array.isArray(answer) && answer.every(isObject)) return answer;
	throw notAListOf(plural);
}

/** The error for a list that holds something else. */
export function notAListOf(plural: string): ApiError {
	return unexpected(`a list of ${plural}`);
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an answer is the thing with this id. */
export function isAbout(answer: unknown, id: string): answer is IDataObject {
	if (!isObject(answer) || typeof answer.id !== 'string') return false;
	return answer.id.toLowerCase() === id.toLowerCase();
}

function unexpected(wanted: string): ApiError {
	return new ApiError(
		`OffBlocks answered with JSON that is not ${wanted}`,
		'Check that the Base URL of the credential is the address of the OffBlocks API.',
		{},
	);
}
