const HYPHEN = 0x2d;

/** Which character codes are hexadecimal digits. */
const HEX = new Uint8Array(128);
for (const digit of '0123456789abcdefABCDEF') HEX[digit.charCodeAt(0)] = 1;

/**
 * Whether a value is a UUID (RFC 9562 §4), in any case. Without a regular expression, which takes eight
 * times as long: it is asked twice for each card.
 */
export function isUuid(value: unknown): boolean {
	if (typeof value !== 'string' || value.length !== 36) return false;
	for (let i = 0; i < 36; i++) {
		const code = value.charCodeAt(i);
		const separates = i === 8 || i === 13 || i === 18 || i === 23;
		if (separates ? code !== HYPHEN : HEX[code] !== 1) return false;
	}
	return true;
}
