import type { RefusalReason, SignatureRefusal } from '../http/errors.mts';
import type { Claim } from './claim.mts';

/** How a signed call was looked at, for whoever builds a client. Secrets are cut out of it. */
export interface Verification {
	verified: boolean;
	/** What is wrong, in one sentence; of a good one by which key it was signed. */
	sentence: string;
	reason: RefusalReason | null;
	/** What Signature-Input says: labels, covered components, parameters. */
	labels: string[];
	components: string[];
	parameters: Record<string, string | number>;
	/** Every header as it came, in its order. */
	headers: Array<{ name: string; value: string }>;
	/** The signature base (RFC 9421 section 2.5) as rebuilt from the request; null where it could not be. */
	base: string | null;
}

/** Long enough to recognise, too short to use. */
const SHOWN = 6;
const cut = (value: string) => `${value.slice(0, SHOWN)}… (${value.length} characters, cut)`;
/** Headers whose value opens doors. */
const SECRET =
	/^(authorization|proxy-authorization|cookie|x-api-key|.*(secret|token|password).*)$/i;

/** A header's value without what is secret in it. A signature is cut too: it is good until it expires. */
export function withoutSecrets(name: string, value: string): string {
	if (name === 'signature')
		return value.replace(/:([A-Za-z0-9+/=]+):/g, (_, bytes) => `:${cut(bytes)}:`);
	if (!SECRET.test(name)) return value;
	const [scheme = '', ...rest] = value.split(' ');
	return rest.length > 0 ? `${scheme} ${cut(rest.join(' '))}` : cut(value);
}

/** Cuts the lines of a signature base whose component is secret. */
const baseWithoutSecrets = (base: string) =>
	base
		.split('\n')
		.map((line) => {
			const [, name, value] = /^"([^"]+)"[^:]*: (.*)$/.exec(line) ?? [];
			if (name === undefined || value === undefined) return line;
			return line.slice(0, line.length - value.length) + withoutSecrets(name, value);
		})
		.join('\n');

/** @param refusal undefined where the call verified */
export function verificationOf(
	headers: ReadonlyArray<{ name: string; value: string }>,
	claim: Claim,
	base: string | null,
	refusal: SignatureRefusal | undefined,
): Verification {
	return {
		verified: refusal === undefined,
		sentence: refusal?.message ?? `Signed with the key ${claim.keyId}.`,
		reason: refusal?.reason ?? null,
		labels: claim.labels,
		components: claim.components,
		parameters: claim.parameters,
		headers: headers.map(({ name, value }) => ({ name, value: withoutSecrets(name, value) })),
		base: base === null ? null : baseWithoutSecrets(base),
	};
}
