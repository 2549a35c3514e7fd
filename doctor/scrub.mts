// The last look before printing. Nothing secret should be in a report by the way it is made; if something is, it goes.
import type { Settings } from './questions.mts';

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi;
const LONG_BASE64 = /[\w+/-]{40,}={0,2}/g;
const GONE = '[removed]';

export function scrub(text: string, settings: Settings, tokens: readonly string[]): string {
	const { apiKey, apiSecret, keyId, privateKey, baseUrl } = settings;
	const lines = privateKey.split(/\s+/).filter((line) => line.length > 20);
	const secrets = [apiKey, apiSecret, keyId, ...lines, ...tokens, new URL(baseUrl).host];
	let clean = text;
	for (const secret of secrets) if (secret.length > 3) clean = clean.replaceAll(secret, GONE);
	return clean.replace(UUID, GONE).replace(LONG_BASE64, GONE);
}
