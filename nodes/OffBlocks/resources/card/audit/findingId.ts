import { v5 } from 'uuid';

/** Namespace of finding ids (RFC 9562 §6.5); any fixed UUID would do, but it must never change. As bytes it is read once. */
const NAMESPACE = Buffer.from('0b9d6c636d0e5f0a9a550c1f2b1f7a4d', 'hex');

/**
 * The id of a finding, a UUID v5: the same rule about the same card for the same reason has the same one
 * each day, so that an alert can be sent once.
 */
export function findingId(rule: string, cardId: string, occurrence: string): string {
	// As bytes: of half a surrogate pair `uuid` makes a URIError.
	return v5(Buffer.from(`${rule}\n${cardId}\n${occurrence}`), NAMESPACE);
}
