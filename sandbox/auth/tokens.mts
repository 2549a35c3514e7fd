import { timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { unauthorised } from '../http/errors.mts';
import type { Meta } from '../store/meta.mts';

/** What a verified token says: whose it is. */
export interface Bearer {
	/** The API key it was issued for. */
	credential: string;
}

/** Issues and verifies bearer tokens (JWT, HS256, the store's own secret). */
export class Tokens {
	readonly #meta: Meta;
	/** Seconds a new token lives. */
	ttl: number;

	constructor(meta: Meta, ttl: number) {
		this.#meta = meta;
		this.ttl = ttl;
	}

	/**
	 * @returns the token and its expiry in Unix seconds
	 * @throws ApiError 401 where key or secret is wrong
	 */
	async issue(apiKey: string, apiSecret: string): Promise<{ token: string; expiresAt: number }> {
		const known = this.#meta.credentials;
		const matches =
			known !== undefined && same(apiKey, known.apiKey) && same(apiSecret, known.apiSecret);
		if (!matches) {
			throw unauthorised('API key or API secret is wrong.', 'invalid_credentials');
		}
		const now = Math.floor(Date.now() / 1000);
		const expiresAt = now + this.ttl;
		const token = await new SignJWT({ gen: this.#meta.tokenGeneration })
			.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
			.setSubject(apiKey)
			.setIssuedAt(now)
			.setExpirationTime(expiresAt)
			.sign(this.#meta.jwtSecret);
		return { token, expiresAt };
	}

	/** @throws ApiError 401 with a sentence where the Authorization header does not hold a live token */
	async verify(authorization: string | undefined): Promise<Bearer> {
		const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
		if (token === undefined) {
			throw unauthorised(
				authorization === undefined
					? 'The Authorization header is missing.'
					: 'The Authorization header is not of the form "Bearer <JWT>".',
				'invalid_token',
			);
		}
		try {
			const { payload } = await jwtVerify(token, this.#meta.jwtSecret, { algorithms: ['HS256'] });
			if (payload.gen !== this.#meta.tokenGeneration)
				throw unauthorised('token expired', 'token_expired');
			return { credential: String(payload.sub) };
		} catch (error) {
			if (error instanceof errors.JWTExpired) throw unauthorised('token expired', 'token_expired');
			if (error instanceof errors.JOSEError) {
				throw unauthorised('The bearer token was not issued by this sandbox.', 'invalid_token');
			}
			throw error;
		}
	}
}

function same(left: string, right: string): boolean {
	const [a, b] = [Buffer.from(left), Buffer.from(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}
