import { excerpt } from '../shared/errorWords';
import { ApiError } from './ApiError';
import { NotAList, readJson, readList, tapped, type ListOptions } from './body';
import { checked, saidBy } from './expected';
import { foreign } from './foreign';
import { TooMuch } from './jsonArray';
import type { RawResponse } from './RawResponse';
import { httpError, requestId } from './refusal';
import { detailsOf, secretsOf, type Sent } from './Sent';

/**
 * The JSON of a 2xx answer that is what was asked for; undefined where the body was empty and may be.
 *
 * @param list given where the answer is a list, of which only some is wanted
 * @throws {ApiError} for every other status, and for a body that is not what it should be
 */
export async function readResponse(
	response: RawResponse,
	sent: Sent,
	signal: AbortSignal,
	list?: ListOptions,
): Promise<unknown> {
	const { statusCode: status } = response;
	if (status < 200 || status > 299) throw await httpError(response, sent, signal);
	const body = sent.tap ? tapped(response.body, sent.tap) : response.body;
	if (list) return await readList(body, signal, list).catch(unreadable(response, sent));
	const { text, json } = await readJson(body, signal).catch(unreadable(response, sent));
	if (!text.trim() && (status === 204 || sent.expects?.mayBeEmpty)) {
		return checked(undefined, sent, status);
	}
	if (json instanceof SyntaxError) return unreadable(response, sent, text)(json);
	return checked(json, sent, status);
}

/** Turns a failed parse into the user's error; a broken connection stays what it is. */
function unreadable(response: RawResponse, sent: Sent, text = ''): (error: unknown) => never {
	return (error) => {
		if (!(error instanceof SyntaxError)) throw error;
		const { statusCode: status } = response;
		const beginning = error instanceof NotAList ? error.start : text;
		const isObject = error instanceof NotAList && /^\s*\{/.test(beginning);
		const isTooMuch = error instanceof TooMuch;
		const secrets = secretsOf(sent);
		const words = isTooMuch
			? undefined
			: isObject
				? wordsOf(beginning, secrets)
				: oddBody(beginning, secrets);
		const shown = isTooMuch ? error.message : isObject ? anObject(words) : (words ?? CUT);
		const other = isTooMuch || isObject ? undefined : foreign(response, sent, beginning);
		throw new ApiError(
			other ? 'notOffBlocks' : 'unexpectedAnswer',
			other
				? `${other.what} (${status}: ${shown})`
				: `OffBlocks answered ${status} with something that is not the expected JSON: ${shown}`,
			{
				...detailsOf(sent),
				status,
				...(words ? { apiMessage: words } : {}),
				requestId: requestId(response, sent),
				// It came with a 2xx: only a proxy that opened no tunnel has surely not passed the request on.
				...(sent.idempotencyKey && !other?.neverLeft ? { mayHaveTakenEffect: true } : {}),
			},
			// An object in the place of a list is what the server means to say.
			{ transient: !isObject && !isTooMuch },
		);
	};
}

function wordsOf(beginning: string, secrets: readonly string[]): string | undefined {
	try {
		return saidBy(JSON.parse(beginning) as object, secrets);
	} catch {
		return undefined;
	}
}

function anObject(words: string | undefined): string {
	return `an object, not a list${words ? ` (${words})` : ''}`;
}

const CUT = 'it is cut off or malformed';

/** The beginning of what is no JSON, undefined for JSON that is not whole. */
function oddBody(beginning: string, secrets: readonly string[]): string | undefined {
	return /^\s*[[{]/.test(beginning) ? undefined : excerpt(beginning, secrets);
}
