/** Timestamps as the vendor writes them, never two the same, so that "newer" can be read off them. */
let last = 0n;

function nextNanoseconds(): bigint {
	const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));
	last = now > last ? now : last + 1n;
	return last;
}

/** ISO 8601 with nanoseconds, as the vendor's updates carry them: `2024-01-12T15:12:26.923705379Z`. */
export function nanosecondStamp(): string {
	const now = nextNanoseconds();
	const seconds = new Date(Number(now / 1_000_000n)).toISOString().slice(0, 19);
	return `${seconds}.${String(now % 1_000_000_000n).padStart(9, '0')}Z`;
}

/** ISO 8601 with milliseconds, as creations carry them. */
export function millisecondStamp(): string {
	return new Date(Number(nextNanoseconds() / 1_000_000n)).toISOString();
}
