import type { KeyObject } from 'node:crypto';
import { isValidKeyStr } from 'structured-headers';

import { parseComponents } from './components';
import { ALGORITHM, signBytes } from './ecdsaP384';
import { SignatureError } from './errors';
import type { HttpMessage } from './httpMessage';
import { buildSignatureBase } from './signatureBase';
import { serialiseParameters } from './signatureParameters';

export interface SignOptions {
	/** From `parsePrivateKey`: parsed once, not for each message. */
	key: KeyObject;
	keyId: string;
	/** The signature's name in both fields, e.g. `sig`: a structured field key (RFC 8941 §3.1.2). */
	label: string;
	/** Bare names (`@method`, `content-digest`) or serialised identifiers (`"@query-param";name="a"`). */
	components: string[];
	/** Always sent as `alg`; there is one. */
	algorithm?: typeof ALGORITHM;
	/** Unix seconds; now, rounded down, where absent. The vendor refuses a time ahead of its own. */
	created?: number;
	/** Unix seconds. */
	expires?: number;
	nonce?: string;
	tag?: string;
}

/** The values of the two fields to send with the message. */
export interface SignatureFields {
	signatureInput: string;
	signature: string;
}

/**
 * Signs a message (RFC 9421 §3.1) with ecdsa-p384-sha384. The caller sends exactly this method, URL (see
 * `canonicalUrl`) and these fields.
 *
 * @throws SignatureError `component`, `message`, `parameter`, `label`, `algorithm` or `key`
 */
export async function signMessage(
	message: HttpMessage,
	options: SignOptions,
): Promise<SignatureFields> {
	const { label, algorithm = ALGORITHM, created = Math.floor(Date.now() / 1000) } = options;
	if (!isValidKeyStr(label)) {
		throw new SignatureError(
			'label',
			'The signature label must begin with a lower-case letter or *, and hold only lower-case letters, digits, _, -, . and *.',
		);
	}
	if (algorithm !== ALGORITHM) {
		throw new SignatureError('algorithm', `The signature's algorithm must be ${ALGORITHM}.`);
	}
	const { components, serialised } = parseComponents(options.components);
	const params = serialised + serialiseParameters(created, options);
	const base = buildSignatureBase(message, components, params);
	// The base is ASCII by construction; latin1 is the cheaper encoding of it.
	const signature = await signBytes(Buffer.from(base, 'latin1'), options.key);
	return {
		signatureInput: `${label}=${params}`,
		signature: `${label}=:${signature.toString('base64')}:`,
	};
}
