/** One PEM block (RFC 7468) as found in a text, however mangled. */
export interface PemBlock {
	/** The label without blanks, e.g. `ECPRIVATEKEY`: a paste can lose those too. */
	label: string;
	/** The base64 text between the lines, without blanks; whether it is base64 is not checked. */
	body: string;
	/** Whether the old style of encryption is announced (RFC 1421 headers in the block). */
	encrypted: boolean;
	/** Whether an END line was found. */
	ended: boolean;
}

// On text without any blanks: with blanks allowed here and there, a hostile text would take for ever.
const BLOCK = /-{2,8}BEGIN([A-Z0-9]*)-{2,8}([\s\S]*?)(?:-{2,8}END|$)/g;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const INVISIBLE = /[\0\u200b-\u200d\u2060]/g;

/**
 * The PEM blocks in a text. Survives what happens to keys on their way through forms, shells, JSON, YAML and
 * mail: newlines lost, turned to blanks or to literal `\n`, indentation, quotes, UTF-16, base64 of it all.
 */
export function findPemBlocks(text: string): PemBlock[] {
	const plain = restoreCharacters(text);
	const blocks = blocksOf(plain);
	if (blocks.length > 0) return blocks;
	const decoded = decodeBase64(plain);
	return decoded === undefined ? [] : blocksOf(restoreCharacters(decoded));
}

/** The bytes of base64 text in either alphabet, blanks and quotes aside; `undefined` for anything else. */
export function base64Bytes(text: string): Buffer | undefined {
	const compact = text
		.replace(/[\s"'`]/g, '')
		.replace(/-/g, '+')
		.replace(/_/g, '/');
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
	return Buffer.from(compact, 'base64');
}

function blocksOf(text: string): PemBlock[] {
	return [...text.replace(/\s/g, '').matchAll(BLOCK)].map(([whole, label, body]) => ({
		label,
		body,
		encrypted: /Proc-Type|DEK-Info/.test(body),
		ended: whole.endsWith('-END'),
	}));
}

/** Undoes escapes (`\n`, also doubled; `\/`) and look-alikes of the dash; a PEM has no backslash of its own. */
function restoreCharacters(text: string): string {
	return text
		.replace(INVISIBLE, '')
		.replace(/\\[nrt]/g, '\n')
		.replace(/\\/g, '')
		.replace(DASHES, '-');
}

function decodeBase64(text: string): string | undefined {
	const bytes = base64Bytes(text);
	return bytes === undefined ? undefined : bytes.toString('latin1');
}
