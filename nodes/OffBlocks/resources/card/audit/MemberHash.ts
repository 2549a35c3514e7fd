/**
 * A hash of a set of texts, the same in whatever order they come: sorting and joining 100,000 ids would keep
 * the event loop. Two sums of FNV-1a hashes, each with a multiplier of its own; 64 bits tell one group of
 * accounts from the same group a day later, and nobody gains by a collision.
 */
export class MemberHash {
	private readonly members = new Set<string>();

	private one = 0;

	private other = 0;

	get size(): number {
		return this.members.size;
	}

	/** Adds a text; one that is in it already changes nothing. */
	add(text: string): void {
		const { size } = this.members;
		if (this.members.add(text).size === size) return;
		this.one = (this.one + hashOf(text, 0x01000193)) | 0;
		this.other = (this.other + hashOf(text, 0x85ebca6b)) | 0;
	}

	/** With the number of members before it. */
	toString(): string {
		return [this.size, this.one >>> 0, this.other >>> 0].map((n) => n.toString(16)).join('-');
	}
}

/** FNV-1a over the characters, folded so that the low bits are as good as the high ones. */
export function hashOf(text: string, multiplier = 0x01000193): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), multiplier);
	return hash ^ (hash >>> 15);
}
