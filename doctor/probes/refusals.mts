// What a call that must fail is answered with.
import { randomUUID } from 'node:crypto';
import { type Answer } from '../http.mts';
import type { Reader } from '../http.mts';
import { LIBRARY_REFUSAL, mediaType, shapeOf } from '../answer.mts';
import type { Session } from '../session.mts';
import type { Profile, Signer } from '../signer.mts';
import { foreign, SHORT } from './registration.mts';

export interface Refusals {
	/** By what was wrong with the call. */
	shapes: Record<string, string>;
	/** The setting of the sandbox that stands for it; undefined where none does. */
	signatureRefusal: 'text400' | 'json401' | undefined;
	errorBody: 'message' | 'text' | 'empty' | 'nested' | undefined;
}

export async function seeRefusals(
	session: Session,
	reader: Reader,
	signer: Signer,
	accepted: Profile,
): Promise<Refusals> {
	const signed = (path: string, more: Profile = {}) => session.get(path, { ...accepted, ...more });
	const badToken = signer.headers(reader.url(SHORT), 'doctor', accepted);
	const answers: Record<string, Answer> = {
		'no signature': await session.getUnsigned(SHORT),
		'a spoilt signature': await signed(SHORT, { spoilt: true }),
		'an unknown key id': await signed(SHORT, { keyId: randomUUID() }),
		"another key under this key's id": await signed(SHORT, { key: foreign() }),
		'no token': await reader.get(SHORT, without(badToken, 'authorization')),
		'a token that is none': await reader.get(SHORT, badToken),
		'a malformed card id': await signed('/cards/doctor'),
		'an unknown card id': await signed(`/cards/${randomUUID()}`),
		'an unknown path': await signed('/doctor'),
	};
	const shapes = Object.entries(answers).map(([what, answer]) => [what, shapeOf(answer)]);
	return {
		shapes: Object.fromEntries(shapes) as Record<string, string>,
		signatureRefusal: signatureRefusal(answers['a spoilt signature']),
		errorBody: errorBody(answers['an unknown card id']),
	};
}

function signatureRefusal({ status, text }: Answer): Refusals['signatureRefusal'] {
	if (status === 400 && text.trim() === LIBRARY_REFUSAL) return 'text400';
	return status === 401 ? 'json401' : undefined;
}

function errorBody(answer: Answer): Refusals['errorBody'] {
	if (answer.text === '') return 'empty';
	if (answer.json === null || typeof answer.json !== 'object') {
		return mediaType(answer) === 'text/plain' ? 'text' : undefined;
	}
	const { message, error } = answer.json as Record<string, unknown>;
	if (typeof message === 'string') return 'message';
	return error !== null && typeof error === 'object' ? 'nested' : undefined;
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
}
