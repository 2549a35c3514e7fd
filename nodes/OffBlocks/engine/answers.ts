import type { IDataObject } from 'n8n-workflow';
import type { ApiError } from '../api/ApiError';
import { unexpected } from '../api/expected';
import type { Expected } from '../api/types';

/** What the answer of a call on one thing must be: that thing. */
export function thingAsked(noun: string, id: string): Expected {
	return { what: `the requested ${noun}`, id };
}

/** @param fits what else must hold of it, e.g. that it is of the account that it was made for */
export function newThing(noun: string, fits?: Expected['fits']): Expected {
	return { what: `a new ${noun}`, has: ['id'], fits };
}

/**
 * The answer to the end of a thing: nothing, or the thing as it is now. An error in a 200 must not read as done.
 *
 * @param status what the thing has become, where the API has a status for it
 */
export function ended(noun: string, id: string, status?: string): Expected {
	const fits: Expected['fits'] = (thing) => status !== undefined && thing.status === status;
	return { what: `the end of the ${noun}`, id, fits, mayBeEmpty: true };
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
