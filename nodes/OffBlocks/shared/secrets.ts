/** Shorter ones are words of the language; replaced, they would take the message with them. */
const SHORTEST_SECRET = 4;

/** So many characters of a long secret in a row are a piece of it. */
const PIECE = 12;

/** What a token, a signature, a key and most secrets are made of; in base64 again, too. */
const RUN = /[\w.~+/=-]{12,}/g;

const ENTITIES: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/**
 * A text with the secrets taken out: as they are, as they stand in JSON, a URL and HTML, a piece of a long one (an
 * answer that is cut off), and in base64 once more. For an answer's words, and whatever else comes from the other side
 * and is shown.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
	if (!known.length) return text;
	const plain = withoutWhole(withoutEntities(text), known);
	const pieces = piecesOf(known);
	return plain.replace(RUN, (run) => (holdsPiece(run, pieces) ? '[secret]' : run));
}

function withoutWhole(text: string, secrets: readonly string[]): string {
	const forms = secrets
		.flatMap((secret) => [
			secret,
			JSON.stringify(secret).slice(1, -1),
			// Through bytes: half a surrogate pair would throw.
			encodeURIComponent(Buffer.from(secret).toString()),
		])
		.sort((a, b) => b.length - a.length)
		.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return text.replace(new RegExp(forms.join('|'), 'gi'), '[secret]');
}

/** `&amp;`, `&#43;` and `&#x2f;` as the characters that they stand for. */
function withoutEntities(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (entity, ...found) => {
		const [decimal, hex, name] = found as Array<string | undefined>;
		if (name) return ENTITIES[name.toLowerCase()] ?? entity;
		const code = hex ? parseInt(hex, 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
	});
}

function piecesOf(secrets: readonly string[]): Set<string> {
	const pieces = new Set<string>();
	for (const secret of secrets) {
		for (let at = 0; at + PIECE <= secret.length; at++) pieces.add(secret.slice(at, at + PIECE));
	}
	return pieces;
}

function holdsPiece(run: string, pieces: ReadonlySet<string>): boolean {
	const starts = [0, 1, 2, 3];
	const decoded = starts.map((start) => Buffer.from(run.slice(start), 'base64').toString('latin1'));
	return [run, ...decoded].some((text) => {
		for (let at = 0; at + PIECE <= text.length; at++) {
			if (pieces.has(text.slice(at, at + PIECE))) return true;
		}
		return false;
	});
}
