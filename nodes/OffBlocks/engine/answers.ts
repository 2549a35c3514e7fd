import type { IDataObject } from 'n8n-workflow';
import type { ApiError } from '../api/ApiError';
import { unexpected } from '../api/expected';
import type { Parameters } from './ItemParameters';
import { simplify } from '../resources/card/list/simplifyCard';

/**
 * Reads an answer that must be one card, simplified where the parameters say so.
 *
 * @returns a function that throws {ApiError} for anything else
 */
export function cardItem(parameters: Parameters): (answer: unknown) => IDataObject[] {
	const simplified = parameters.value('simplify', false) === true;
	return (answer) => {
		if (isObject(answer)) return [simplified ? simplify(answer) : answer];
		throw unexpected('a card');
	};
}

/** An answer that must be a list of objects. @throws {ApiError} */
export function listItems(answer: unknown): IDataObject[] {
	if (Array.isArray(answer) && answer.every(isObject)) return answer;
	throw notCards();
}

/** The error for a list that holds something else than cards. */
export function notCards(): ApiError {
	return unexpected('a list of cards');
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
