/**
 * Why a message could not be signed or a signature was refused. Stable: callers may branch on it.
 *
 * - `key`: the key text or key object cannot be used (the sentence says what it is instead)
 * - `message`: method, URL, status or a field value that cannot be signed as it is
 * - `component`: an unknown, unsupported, repeated or missing component
 * - `parameter`: a signature parameter that is unknown, missing or of the wrong type
 * - `missing`: no Signature or no Signature-Input field
 * - `malformed`: a structured field that does not parse, repeats something or is not canonical
 * - `label`: labels that do not pair, or no unambiguous signature to check
 * - `unknown-key`: the key id is not one of ours
 * - `algorithm`: another algorithm than ecdsa-p384-sha384
 * - `time`: created in the future, too old, or expired
 * - `digest`: the body is not the one that was digested
 * - `mismatch`: the signature does not belong to this message and key
 */
export type SignatureErrorKind =
	| 'key'
	| 'message'
	| 'component'
	| 'parameter'
	| 'missing'
	| 'malformed'
	| 'label'
	| 'unknown-key'
	| 'algorithm'
	| 'time'
	| 'digest'
	| 'mismatch';

/**
 * A refusal with a stable kind and a sentence. Never carries key text, field values or a body, and no `code`: n8n's
 * credential test shows that in the place of the sentence.
 */
export class SignatureError extends Error {
	readonly kind: SignatureErrorKind;

	constructor(kind: SignatureErrorKind, message: string) {
		super(message);
		this.name = 'SignatureError';
		this.kind = kind;
	}
}
