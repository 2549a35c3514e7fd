// From what was found to what to do: settings of the credential, and of the sandbox that behaves alike.
import type { Findings } from './examine.mts';

/** Seconds; below it the difference is within what `Date` can show. */
const CLOCK_MATTERS = 2;

/** The first sentence of the report. */
export function verdict({ logIn, registration }: Findings): string {
	switch (logIn.kind) {
		case 'unreachable':
			return `Nothing answered at this address (${logIn.code}). Check the environment, the network and a proxy.`;
		case 'foreign':
			return `Something answered, but not the OffBlocks API (${logIn.shape}). Check the environment or the address, which ends in /v1, and whether a proxy stands between.`;
		case 'refused':
			return `OffBlocks refused the API key or secret (${logIn.shape}). Check both, and the environment: sandbox and production have different ones.`;
	}
	switch (registration?.kind) {
		case 'registered':
			return 'The credential works: API key, secret, key ID and private key were accepted.';
		case 'unknownId':
			return 'The Key ID is not registered: it is refused in the same words as an unknown one. Register the public key under it (PUT /auth/signing), in this environment.';
		case 'foreignKey':
			return 'The private key does not belong to the Key ID: the signature is refused, in other words than an unknown Key ID. Use the key that was registered under this ID, or register this one.';
		case 'refused':
			return 'Every signature was refused, in words that do not tell why. Either the Key ID is not registered in this environment, or the private key does not belong to it. Register the public key under a new Key ID (PUT /auth/signing) and try again.';
		default:
			return `The token was accepted, but GET /webhooks was answered with ${registration?.shape ?? 'nothing'}. Check the address, which ends in /v1.`;
	}
}

/** Settings of the credential, one line each. */
export function credentialSettings({
	environment,
	credential,
	registration,
	verificationKey,
}: Findings): string[] {
	const lines = [`Environment: ${ENVIRONMENTS[environment]}`, 'Authentication: API Key and Secret'];
	if (registration?.kind !== 'registered') return lines;
	lines.push(
		...(credential?.accepted ?? [
			'Advanced Signature Settings: none that was tried is accepted; the signature that is accepted is named below',
		]),
	);
	lines.push(
		verificationKey?.usable
			? 'Webhook Public Key: leave empty; the trigger fetches it'
			: 'Webhook Public Key: enter it if OffBlocks gives you one; the trigger cannot fetch it',
	);
	return lines;
}

const ENVIRONMENTS: Record<string, string> = {
	production: 'Production',
	sandbox: 'Sandbox (OffBlocks)',
	'a server on this machine': 'Local Sandbox, with the Local Base URL that was examined',
	'another address': 'Custom, with the Base URL that was examined',
};

/** What to do about the clock; undefined where there is nothing to do. */
export function clockAdvice({ clock: { offset, unsteady } }: Findings): string | undefined {
	if (unsteady) {
		return "The server's clock is not steady, or several servers with different clocks answer.";
	}
	if (offset === undefined) {
		return 'No answer had a Date, so nothing can correct for the clock. Keep it synchronised (NTP).';
	}
	if (offset.most < -CLOCK_MATTERS || offset.least > CLOCK_MATTERS) {
		return 'The nodes correct for this difference. Still, set the clock of this machine right (NTP).';
	}
	return undefined;
}

/** The flags that make the local sandbox behave like this server, as far as it was seen. */
export function sandboxFlags({ refusals, clock, logIn }: Findings): string[] {
	const flags: string[] = [];
	if (refusals?.signatureRefusal) flags.push(`--signature-refusal ${refusals.signatureRefusal}`);
	if (refusals?.errorBody) flags.push(`--error-body ${refusals.errorBody}`);
	if (logIn.kind === 'token') flags.push(`--token-ttl ${logIn.lifeSeconds}`);
	const { offset } = clock;
	const seconds = offset ? Math.round((offset.least + offset.most) / 2) : 0;
	if (Math.abs(seconds) > CLOCK_MATTERS) flags.push(`--clock-offset=${seconds}`);
	return flags;
}
