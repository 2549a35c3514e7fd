/** Shorter ones are words of the language; replaced, they would take the message with them. */
const SHORTEST_SECRET = 4;

/** A part of a secret of this many letters and digits is taken out, too. */
const PART = 12;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A character as HTML, JSON or a URL writes it. */
const ESCAPED =
	/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));|\\u([\da-f]{4})|%([\da-f]{2})/gi;

/**
 * A text with the secrets taken out: whole or a part, as they are or escaped for JSON, HTML or a URL, in base64,
 * with blanks or line breaks in between, in any case. Takes time in proportion to the text.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	const forms = secrets.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(formsOf);
	if (!forms.length) return text;
	const parts = new Map<number, Set<string>>();
	for (const form of forms) {
		const size = Math.min(PART, form.length);
		const known = parts.get(size) ?? new Set();
		for (let i = 0; i + size <= form.length; i++) known.add(form.slice(i, i + size));
		parts.set(size, known);
	}
	// Entities of entities are not undone: no server writes those.
	const plain = text.replace(ESCAPED, unescaped);
	const { letters, at } = lettersOf(plain);
	const hidden = new Uint8Array(plain.length);
	for (const [size, known] of parts) {
		for (let i = 0; i + size <= letters.length; i++) {
			if (known.has(letters.slice(i, i + size))) hidden.fill(1, at[i], at[i + size - 1] + 1);
		}
	}
	return hidden.includes(1) ? masked(plain, hidden) : text;
}

/** The letters and digits of a secret as it is, and in base64 at each offset within a longer text. */
function formsOf(secret: string): string[] {
	const encoded = [0, 1, 2].map((offset) => {
		const text = Buffer.from('\0'.repeat(offset) + secret).toString('base64');
		// At either end are characters that hold bits of what stands beside the secret.
		return text.slice(offset && offset + 1, text.length - 4);
	});
	const [plain, ...base64] = [secret, ...encoded].map((form) => lettersOf(form).letters);
	return [plain, ...base64.filter(({ length }) => length >= PART)].filter(
		({ length }) => length >= SHORTEST_SECRET,
	);
}

/** Letters and digits alone, in lower case, and where each stands: what is written in between does not matter. */
function lettersOf(text: string): { letters: string; at: number[] } {
	const at: number[] = [];
	let letters = '';
	for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
		const lower = letter.toLowerCase();
		letters += lower;
		for (let i = 0; i < lower.length; i++) at.push(index + Math.min(i, letter.length - 1));
	}
	return { letters, at };
}

function unescaped(
	all: string,
	decimal?: string,
	hex?: string,
	name?: string,
	unit?: string,
	byte?: string,
): string {
	if (name) return NAMED[name.toLowerCase()];
	const code = decimal ? Number(decimal) : parseInt(hex ?? unit ?? byte ?? '', 16);
	return code < 0x20 || code > 0xffff ? all : String.fromCharCode(code);
}

/** What a token, a signature and base64 are made of: what stands beside a part of one belongs to it. */
const OF_TOKEN = /[\w.~+/=-]/;

function masked(text: string, hidden: Uint8Array): string {
	for (let i = 1; i < text.length; i++) {
		if (hidden[i - 1] && OF_TOKEN.test(text[i])) hidden[i] = 1;
	}
	for (let i = text.length - 2; i >= 0; i--) {
		if (hidden[i + 1] && OF_TOKEN.test(text[i])) hidden[i] = 1;
	}
	let shown = '';
	for (let i = 0; i < text.length; i++) {
		if (!hidden[i]) shown += text[i];
		else if (!hidden[i - 1]) shown += '[secret]';
	}
	return shown;
}
