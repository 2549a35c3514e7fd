import { parseComponents } from './components';
import type { Component } from './components';
import { SignatureError } from './errors';
import { fieldValue } from './httpMessage';
import type { HttpMessage } from './httpMessage';
import { canonicalUrl } from './requestTarget';

// RFC 9110 §9.1 with §5.6.2, less the lower-case letters: no registered method has one, HTTP clients
// capitalise what they are given, and a signature over the other spelling would not verify.
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Z-]+$/;

/**
 * The text that is signed (RFC 9421 §2.5): one line a component, then the signature parameters.
 *
 * @param components bare names or serialised identifiers, in order
 * @param signatureParams the inner list with its parameters as it stands in Signature-Input after the
 * label, e.g. `("@method");created=1618884473`
 * @throws SignatureError `component` for an unknown, repeated or missing component, `message` for a value
 * that cannot be signed, `parameter` where signatureParams lists other components
 */
export function createSignatureBase(
	message: HttpMessage,
	components: readonly string[],
	signatureParams: string,
): string {
	const { components: parsed, serialised: list } = parseComponents(components);
	if (signatureParams !== list && !signatureParams.startsWith(`${list};`)) {
		throw new SignatureError('parameter', 'The signature parameters list other components.');
	}
	if (/[^\x20-\x7e]/.test(signatureParams)) {
		throw new SignatureError('parameter', 'The signature parameters must be printable ASCII.');
	}
	return buildSignatureBase(message, parsed, signatureParams);
}

/** {@link createSignatureBase} for components that are parsed already. */
export function buildSignatureBase(
	message: HttpMessage,
	components: readonly Component[],
	signatureParams: string,
): string {
	const url = message.status === undefined ? canonicalUrl(message.url) : undefined;
	let base = '';
	for (const component of components) {
		base += `${component.identifier}: ${componentValue(message, url, component)}\n`;
	}
	return `${base}"@signature-params": ${signatureParams}`;
}

/** @param url `undefined` for a response, which has no target of its own (RFC 9421 §2.2) */
function componentValue(message: HttpMessage, url: URL | undefined, component: Component): string {
	const { name, fromUrl } = component;
	if (fromUrl === undefined && name !== '@method') {
		return name === '@status' ? statusValue(message.status) : requiredField(message, name);
	}
	if (url === undefined) {
		throw new SignatureError('component', `${name} is a component of requests, not of responses.`);
	}
	return fromUrl === undefined ? methodValue(message.method) : fromUrl(url);
}

function requiredField(message: HttpMessage, name: string): string {
	const value = fieldValue(message.headers, name);
	if (value === undefined) {
		throw new SignatureError(
			'component',
			`The message lacks the field ${name}, which is to be covered.`,
		);
	}
	return value;
}

function methodValue(method: string): string {
	if (!METHOD.test(method)) {
		throw new SignatureError(
			'message',
			'The method must be an HTTP method in capitals, as it is sent.',
		);
	}
	return method;
}

function statusValue(status: number | undefined): string {
	if (status === undefined) {
		throw new SignatureError('component', '@status is a component of responses, not of requests.');
	}
	if (!Number.isInteger(status) || status < 100 || status > 599) {
		throw new SignatureError('message', 'The status must be a whole number from 100 to 599.');
	}
	return String(status);
}
