import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from './database.mts';

/** A signing key as registered: its id and the public half as PEM. */
export interface RegisteredKey {
	keyId: string;
	publicKey: string;
}

/** Credentials, keys and counters: what a store has one of. Made at first use, kept ever after. */
export class Meta {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
		database.transaction(() => this.#makeMissing());
	}

	#makeMissing(): void {
		if (this.#read('jwtSecret') === undefined) {
			this.#write('jwtSecret', randomBytes(32).toString('hex'));
			this.#write('tokenGeneration', '1');
			this.rotateWebhookKey();
			this.resetCredentials();
		}
	}

	#read(name: string): string | undefined {
		return this.#database.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', name)
			?.value;
	}

	#write(name: string, value: string): void {
		this.#database.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, value);
	}

	#require(name: string): string {
		const value = this.#read(name);
		if (value === undefined) throw new Error(`The store lacks ${name}`);
		return value;
	}

	/** Fresh API key, secret and signing key, both halves of which the sandbox knows and prints; other keys go. */
	resetCredentials(): void {
		const pair = makeKeyPair();
		this.credentials = { apiKey: randomUUID(), apiSecret: randomBytes(20).toString('hex') };
		const keyId = randomUUID();
		this.#signingKeys = [{ keyId, publicKey: pair.publicKey }];
		this.#write('presetKeyId', keyId);
		this.#write('privateKey', pair.privateKey);
	}

	get jwtSecret(): Uint8Array {
		return Buffer.from(this.#require('jwtSecret'), 'hex');
	}

	/** Tokens of an older generation are void. */
	get tokenGeneration(): number {
		return Number(this.#require('tokenGeneration'));
	}

	voidTokens(): void {
		this.#write('tokenGeneration', String(this.tokenGeneration + 1));
	}

	get credentials(): { apiKey: string; apiSecret: string } | undefined {
		const text = this.#require('credentials');
		return text === '' ? undefined : (JSON.parse(text) as { apiKey: string; apiSecret: string });
	}

	set credentials(value: { apiKey: string; apiSecret: string } | undefined) {
		this.#write('credentials', value ? JSON.stringify(value) : '');
	}

	/** Seconds by which the clock was moved: a restart must not go back in time. */
	get clockOffset(): number {
		return Number(this.#read('clockOffset') ?? 0);
	}

	set clockOffset(seconds: number) {
		this.#write('clockOffset', String(seconds));
	}

	/** The registered key of this id, which is a UUID: letters count the same in either case. */
	signingKey(keyId: string): RegisteredKey | undefined {
		return this.signingKeys.find((key) => sameId(key.keyId, keyId));
	}

	/** Every registered key, the oldest first. */
	get signingKeys(): RegisteredKey[] {
		return JSON.parse(this.#require('signingKeys')) as RegisteredKey[];
	}

	set #signingKeys(keys: RegisteredKey[]) {
		this.#write('signingKeys', JSON.stringify(keys));
	}

	/** Registers a key, or replaces the one of this id. */
	putSigningKey(keyId: string, publicKey: string): void {
		this.#forgetPreset(keyId);
		const others = this.signingKeys.filter((key) => !sameId(key.keyId, keyId));
		this.#signingKeys = [...others, { keyId, publicKey }];
	}

	/** @returns false where no key has this id */
	removeSigningKey(keyId: string): boolean {
		const keys = this.signingKeys;
		const others = keys.filter((key) => !sameId(key.keyId, keyId));
		if (others.length === keys.length) return false;
		this.#forgetPreset(keyId);
		this.#signingKeys = others;
		return true;
	}

	/**
	 * The signing key that the sandbox made, with its private half as PEM; both '' once a client has replaced or
	 * removed it: it no longer signs.
	 */
	get presetKey(): { keyId: string; privateKey: string } {
		return { keyId: this.#require('presetKeyId'), privateKey: this.#require('privateKey') };
	}

	#forgetPreset(keyId: string): void {
		if (!sameId(this.#require('presetKeyId'), keyId)) return;
		this.#write('presetKeyId', '');
		this.#write('privateKey', '');
	}

	/** A new key for deliveries in the place of the old one. */
	rotateWebhookKey(): void {
		const pair = makeKeyPair();
		this.#write('webhookKeyId', randomUUID());
		this.#write('webhookPublicKey', pair.publicKey);
		this.#write('webhookPrivateKey', pair.privateKey);
	}

	get webhookKey(): RegisteredKey & { privateKey: string } {
		return {
			keyId: this.#require('webhookKeyId'),
			publicKey: this.#require('webhookPublicKey'),
			privateKey: this.#require('webhookPrivateKey'),
		};
	}
}

const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** A P-384 pair in the forms openssl writes: SEC1 private, SPKI public. */
function makeKeyPair(): { publicKey: string; privateKey: string } {
	return generateKeyPairSync('ec', {
		namedCurve: 'secp384r1',
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'sec1', format: 'pem' },
	});
}
