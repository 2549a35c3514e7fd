// POST /auth/token: whether anything answers, whether it is the OffBlocks API, and for how long a token lives.
import { shapeOf } from '../answer.mts';
import { type Answer, type Reader, Unreachable } from '../http.mts';
import type { Token } from '../session.mts';

export type LogIn =
	| { kind: 'token'; token: Token; lifeSeconds: number; shape: string; tokenForm: string }
	/** The API answered, and not with a token. */
	| { kind: 'refused'; shape: string }
	/** Something else than the OffBlocks API answered. */
	| { kind: 'foreign'; shape: string }
	| { kind: 'unreachable'; code: string };

export async function logIn(
	reader: Reader,
	{ apiKey, apiSecret }: { apiKey: string; apiSecret: string },
): Promise<LogIn> {
	let answer: Answer;
	try {
		answer = await reader.logIn(apiKey, apiSecret);
	} catch (error) {
		if (error instanceof Unreachable) return { kind: 'unreachable', code: error.code };
		throw error;
	}
	const shape = shapeOf(answer);
	const token = tokenIn(answer);
	if (token) {
		const issued = Date.parse(answer.headers.get('date') ?? '') / 1000 || reader.clock.now();
		const lifeSeconds = Math.round(token.expiresAt - issued);
		return { kind: 'token', token, lifeSeconds, shape, tokenForm: formOf(token.token) };
	}
	// These two are what the contract has for it; a page of markup with such a status is a gateway's.
	const known = [400, 401].includes(answer.status) && !/^\s*</.test(answer.text);
	return { kind: known ? 'refused' : 'foreign', shape };
}

function tokenIn({ status, json }: Answer): Token | undefined {
	if (status !== 200 || json === null || typeof json !== 'object') return undefined;
	const { token, expiresAt } = json as Record<string, unknown>;
	if (typeof token !== 'string' || typeof expiresAt !== 'number') return undefined;
	return { token, expiresAt };
}

const formOf = (token: string) => (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? 'a JWT' : 'not a JWT');
