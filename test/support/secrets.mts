// Watches what a test run lets out: everything printed and every finished execution is kept, and
// searched afterwards for each secret that was in play.
import { inspect } from 'node:util';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

const secrets = new Set<string>();
const seen: string[] = [];

/** Remembers the secrets of a credential: its API secret, its tokens, each line of its key. */
export function watchSecrets(credentials: ICredentialDataDecryptedObject): void {
	const { apiSecret, accessToken, sessionToken, privateKey } = credentials;
	const lines = String(privateKey ?? '')
		.split(/-----[^-]+-----|\s+/)
		.filter((line) => line.length > 20);
	// The session token is stored with a digest of the key pair after it.
	const session = String(sessionToken ?? '').split(' ');
	for (const secret of [apiSecret, accessToken, ...session, ...lines]) watchSecret(secret);
}

/** Remembers one secret. */
export function watchSecret(secret: unknown): void {
	if (typeof secret === 'string' && secret.length > 8) secrets.add(secret);
}

/** Keeps a result for the search, hidden properties of errors included. */
export function watchOutput(value: unknown): void {
	seen.push(
		JSON.stringify(value) ?? '',
		inspect(value, { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null }),
	);
}

/** jest gives tests a console of their own, which does not write to the process's streams by itself. */
for (const method of ['debug', 'error', 'info', 'log', 'warn'] as const) {
	const print = console[method].bind(console);
	console[method] = (...parts: unknown[]) => {
		watchOutput(parts);
		print(...parts);
	};
}
for (const stream of [process.stdout, process.stderr]) {
	const write = stream.write.bind(stream);
	stream.write = ((chunk: string | Uint8Array, ...rest: []) => {
		seen.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
		return write(chunk, ...rest);
	}) as typeof stream.write;
}

/**
 * Fails if a secret was let out. Call it last in a file; it also fails where there was nothing to watch.
 */
export function expectNoSecrets(): void {
	expect(secrets.size).toBeGreaterThan(2);
	expect(seen.length).toBeGreaterThan(2);
	const everything = seen.join('\n');
	const leaked = [...secrets].filter((secret) => everything.includes(secret));
	// The number alone: a failing assertion must not print them either.
	expect(leaked.length).toBe(0);
}
