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
			const webhook = makeKeyPair();
			this.#write('webhookKeyId', randomUUID());
			this.#write('webhookPublicKey', webhook.publicKey);
			this.#write('webhookPrivateKey', webhook.privateKey);
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

	/** Fresh API key, secret and signing key, both halves of which the sandbox knows and prints. */
	resetCredentials(): void {
		const pair = makeKeyPair();
		this.credentials = { apiKey: randomUUID(), apiSecret: randomBytes(20).toString('hex') };
		this.signingKey = { keyId: randomUUID(), publicKey: pair.publicKey };
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

	get signingKey(): RegisteredKey | undefined {
		const text = this.#require('signingKey');
		return text === '' ? undefined : (JSON.parse(text) as RegisteredKey);
	}

	/** Registers a key. The private half that the sandbox made is forgotten: it no longer signs. */
	set signingKey(value: RegisteredKey | undefined) {
		this.#write('signingKey', value ? JSON.stringify(value) : '');
		this.#write('privateKey', '');
	}

	/** The private half of the signing key, or '' where a client registered a key of its own. */
	get privateKey(): string {
		return this.#require('privateKey');
	}

	get webhookKey(): RegisteredKey & { privateKey: string } {
		return {
			keyId: this.#require('webhookKeyId'),
			publicKey: this.#require('webhookPublicKey'),
			privateKey: this.#require('webhookPrivateKey'),
		};
	}
}

/** A P-384 pair in the forms openssl writes: SEC1 private, SPKI public. */
function makeKeyPair(): { publicKey: string; privateKey: string } {
	return generateKeyPairSync('ec', {
		namedCurve: 'secp384r1',
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'sec1', format: 'pem' },
	});
}
