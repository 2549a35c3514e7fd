import { hash } from 'node:crypto';

/** Namespace of finding ids (RFC 9562 §6.5); any fixed UUID would do, but it must never change. */
const NAMESPACE = Buffer.from('0b9d6c636d0e5f0a9a550c1f2b1f7a4d', 'hex');

const VARIANT = ['8', '9', 'a', 'b'];

/**
 * The id of a finding, a UUID v5: the same rule about the same card for the same reason has the same one
 * each day, so that an alert can be sent once. By hand, because the library reads the namespace anew each
 * time, and there can be 100,000 findings.
 */
export function findingId(rule: string, cardId: string, occurrence: string): string {
	const name = Buffer.from(`${rule}\n${cardId}\n${occurrence}`);
	const hex = hash('sha1', Buffer.concat([NAMESPACE, name]));
	// RFC 9562 §5.5: version 5, and the variant in the two highest bits of the ninth byte.
	const variant = VARIANT[parseInt(hex[16], 16) & 3];
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
