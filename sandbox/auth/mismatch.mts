import { verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { RegisteredKey } from '../store/meta.mts';
import { parsedKey } from './keys.mts';

const verifyAsync = promisify(verify);

/** Values that clients sign by mistake in the place of what arrives, each with the words for it. */
const MISTAKES: ReadonlyArray<readonly [component: string, (value: string) => string, string]> = [
	['@authority', (host) => host.replace(/:\d+$/, ''), '@authority was signed without the port'],
	['@authority', () => 'api.offblocks.xyz', '@authority was signed for api.offblocks.xyz'],
	[
		'@authority',
		() => 'api.sandbox.offblocks.xyz',
		'@authority was signed for api.sandbox.offblocks.xyz',
	],
	['@path', (path) => path.replace(/^\/v1/, ''), '@path was signed without /v1'],
	['@path', (path) => `${path}/`, '@path was signed with a slash at its end'],
	['@method', (method) => method.toLowerCase(), '@method was signed in lower case'],
];

/** The base with another value of one component; undefined where that is no other. */
function otherBase(
	base: string,
	component: string,
	change: (value: string) => string,
): string | undefined {
	const lines = base.split('\n');
	const prefix = `"${component}": `;
	const index = lines.findIndex((line) => line.startsWith(prefix));
	const line = lines[index];
	if (line === undefined) return undefined;
	lines[index] = prefix + change(line.slice(prefix.length));
	return lines[index] === line ? undefined : lines.join('\n');
}

/**
 * Why a well-formed signature is not that of the request: found out by verifying it with other keys, another hash, and
 * over what clients sign by mistake.
 * @returns the end of a sentence
 */
export async function explainMismatch(
	base: string,
	signature: Uint8Array,
	named: RegisteredKey,
	others: readonly RegisteredKey[],
): Promise<string> {
	const fits = async (text: string, key: RegisteredKey, hash = 'sha384') =>
		await verifyAsync(
			hash,
			Buffer.from(text),
			{ key: parsedKey(key), dsaEncoding: 'ieee-p1363' },
			signature,
		);
	for (const other of others) {
		if (other.keyId !== named.keyId && (await fits(base, other)))
			return `it was made with the key registered as ${other.keyId}, and names ${named.keyId}`;
	}
	for (const hash of ['sha256', 'sha512']) {
		if (await fits(base, named, hash)) return `it was made over ${hash} where sha384 is due`;
	}
	for (const [component, change, words] of MISTAKES) {
		const text = otherBase(base, component, change);
		if (text !== undefined && (await fits(text, named))) return words;
	}
	return 'the signature does not match the request as it arrived: it was made with another key than the one registered under this id, or a covered component was changed after signing';
}
