import { createHash } from 'node:crypto';
import type { Card } from '../../card';
import { canonicalJson } from './canonicalJson';

/** Characters that are hashed at a time: calls cost more than characters. */
const BATCH = 32_768;

/**
 * SHA-256 over the cards as they were read: each as canonical JSON (RFC 8785) and a line feed, in the API's order.
 * `jq -cS '.[]' cards.json | sha256sum` comes to the same.
 */
export class InputHash {
	private readonly hash = createHash('sha256');

	private batch = '';

	add(card: Card): void {
		this.batch += `${canonicalCard(card)}\n`;
		if (this.batch.length >= BATCH) this.flush();
	}

	/** `sha256:` and 64 hexadecimal digits. To be called once. */
	end(): string {
		this.flush();
		return `sha256:${this.hash.digest('hex')}`;
	}

	private flush(): void {
		this.hash.update(this.batch);
		this.batch = '';
	}
}

/** The same as `canonicalJson`, in half the time for a card of known fields, which are written in their order here. */
function canonicalCard(card: Card): string {
	const { accountId, billingAddress: address, createdAt, expirationDate, id, maskedPan } = card;
	const { name, network, status, type, updatedAt } = card;
	let billingAddress = address;
	if (typeof address === 'object' && address !== null) {
		const { city, country, firstLine, postCode, secondLine, state } = address;
		const known = { city, country, firstLine, postCode, secondLine, state };
		if (!hasOnly(address, known)) return canonicalJson(card);
		billingAddress = known as typeof address;
	}
	const known = {
		accountId,
		billingAddress,
		createdAt,
		expirationDate,
		id,
		maskedPan,
		name,
		network,
		status,
		type,
		updatedAt,
	};
	return hasOnly(card, known) ? JSON.stringify(known) : canonicalJson(card);
}

/** Whether an object has no fields but these, and nothing but plain values or what is known already in them. */
function hasOnly(object: object, known: Record<string, unknown>): boolean {
	let given = 0;
	for (const name in object) {
		const value = known[name];
		const isPlain = typeof value === 'string' || value === null || typeof value === 'number';
		if (!isPlain && !(name === 'billingAddress' && typeof value === 'object')) return false;
		given += 1;
	}
	return given > 0;
}
