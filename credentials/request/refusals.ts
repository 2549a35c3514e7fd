import { apiWords } from '../../nodes/OffBlocks/shared/errorWords';
import { CredentialError } from './CredentialError';
import type { Answer } from './send';

/** Status and the answer's own words in brackets, without secrets. */
export function answered({ statusCode, body }: Answer, secrets: readonly string[]): string {
	// Text that came with a 2xx may be the token itself, in a form of its own: it is not shown.
	const hidden = typeof body === 'string' && statusCode < 300;
	const words = hidden ? undefined : apiWords(body, secrets);
	return `(${statusCode}${words ? `: ${words}` : ''})`;
}

/**
 * What an answer says that cannot be the OffBlocks API's word on the credential: a proxy's, another server's, or that
 * OffBlocks is out of order. Undefined for all others.
 */
export function notOffBlocks(
	answer: Answer,
	baseUrl: string,
	secrets: readonly string[],
): CredentialError | undefined {
	const { statusCode, body } = answer;
	const shown = answered(answer, secrets);
	if (isProxy(answer)) {
		return new CredentialError(
			`A proxy or firewall between n8n and OffBlocks refused the connection ${shown}`,
			'This response is not from OffBlocks and says nothing about the credential. Ask your network administrator. n8n reads its proxy settings from HTTPS_PROXY and NO_PROXY.',
			statusCode >= 500,
		);
	}
	if (statusCode >= 500 || statusCode === 429 || statusCode === 408) {
		return new CredentialError(
			`OffBlocks cannot answer at the moment ${shown}`,
			'Try again in a moment. If this keeps happening, the cause is at OffBlocks or at a proxy in between.',
			true,
		);
	}
	if (![200, 400, 401, 403].includes(statusCode) || isPage(body)) {
		return foreign(answer, baseUrl, secrets);
	}
	return undefined;
}

/** The error for an answer that the OffBlocks API does not give. */
export function foreign(
	answer: Answer,
	baseUrl: string,
	secrets: readonly string[],
): CredentialError {
	return new CredentialError(
		`Something other than the OffBlocks API answered ${answered(answer, secrets)}`,
		`Check the environment or Base URL of the credential: ${baseUrl} should be the address of the OffBlocks API including its version. A proxy in between may also have answered.`,
	);
}

/** OffBlocks documents no 403 and no 407, and its answers are JSON; 403 in JSON might still be its own. */
function isProxy({ statusCode, headers, body, cameInClear }: Answer): boolean {
	if (statusCode === 407 || cameInClear) return true;
	if (Object.keys(headers ?? {}).some((name) => /^(proxy-auth|x-squid)/i.test(name))) return true;
	return statusCode === 403 && (typeof body !== 'object' || body === null);
}

/** A web page is a proxy's or another server's, and says nothing about the key. */
function isPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*</.test(body);
}
