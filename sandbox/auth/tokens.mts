import { timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../clock.mts';
import { TokenError, unauthorised } from '../http/errors.mts';
import type { Settings } from '../settings.mts';
import type { Meta } from '../store/meta.mts';

/** What a verified token says: whose it is. */
export interface Bearer {
	/** The API key it was issued for. */
	credential: string;
}

/** Issues and verifies bearer tokens (JWT, HS256, the store's own secret). */
export class Tokens {
	readonly #meta: Meta;
	readonly #settings: Pick<Settings, 'tokenTtl'>;
	readonly #clock: Clock;

	constructor(meta: Meta, settings: Pick<Settings, 'tokenTtl'>, clock: Clock) {
		this.#meta = meta;
		this.#settings = settings;
		this.#clock = clock;
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
		const issuedAt = this.#clock.wholeSeconds();
		const expiresAt = issuedAt + this.#settings.tokenTtl;
		const token = await new SignJWT({ gen: this.#meta.tokenGeneration })
			.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
			.setSubject(apiKey)
			.setIssuedAt(issuedAt)
			.setExpirationTime(expiresAt)
			.sign(this.#meta.jwtSecret);
		return { token, expiresAt };
	}

	/** @throws TokenError with a sentence where the Authorization header does not hold a live token */
	async verify(authorization: string | undefined): Promise<Bearer> {
		const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
		if (token === undefined) {
			throw new TokenError(
				'invalid_token',
				authorization === undefined
					? 'The Authorization header is missing.'
					: 'The Authorization header is not of the form "Bearer <JWT>".',
			);
		}
		try {
			const { payload } = await jwtVerify(token, this.#meta.jwtSecret, {
				algorithms: ['HS256'],
				currentDate: this.#clock.date(),
			});
			if (payload.gen !== this.#meta.tokenGeneration)
				throw new TokenError('token_expired', 'token expired');
			return { credential: String(payload.sub) };
		} catch (error) {
			if (error instanceof errors.JWTExpired)
				throw new TokenError('token_expired', 'token expired');
			if (error instanceof errors.JOSEError) {
				throw new TokenError('invalid_token', 'The bearer token was not issued by this sandbox.');
			}
			throw error;
		}
	}
}

function same(left: string, right: string): boolean {
	const [a, b] = [Buffer.from(left), Buffer.from(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}
