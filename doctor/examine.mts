// All probes in their order; each later one needs what an earlier one found.
import type { Offset } from './clock.mts';
import { Fit } from './fit.mts';
import { Reader } from './http.mts';
import { type CredentialSettings, findCredentialSettings } from './probes/credential.mts';
import { type Lists, readLists } from './probes/lists.mts';
import { type Tried, tryProfiles } from './probes/profiles.mts';
import { type Refusals, seeRefusals } from './probes/refusals.mts';
import { findRegistration, type Registration } from './probes/registration.mts';
import { type LogIn, logIn } from './probes/token.mts';
import { seeVerificationKey, type VerificationKey } from './probes/verificationKey.mts';
import type { Settings } from './questions.mts';
import { Session } from './session.mts';
import type * as Shipped from './shipped.mts';
import { Signer } from './signer.mts';

export interface Findings {
	environment: string;
	calls: number;
	clock: { offset: Offset | undefined; unsteady: boolean; readings: number; answers: number };
	logIn: LogIn;
	registration?: Registration;
	credential?: CredentialSettings;
	tried?: Tried[];
	refusals?: Refusals;
	verificationKey?: VerificationKey;
	lists?: Lists;
}

/**
 * @param say tells the person who waits what is going on
 * @returns what was found, and the tokens that were in play, which must not be in the report
 * @throws Unreachable where the connection broke after the log-in
 */
export async function examine(
	settings: Settings,
	shipped: typeof Shipped,
	say: (line: string) => void,
): Promise<{ findings: Findings; tokens: readonly string[] }> {
	const reader = new Reader(settings.baseUrl);
	const key = shipped.parsePrivateKey(settings.privateKey);
	const now = () => reader.clock.now();
	const signer = new Signer({ shipped, key, keyId: settings.keyId, now });
	say('Logging in');
	const first = await logIn(reader, settings);
	const more: Partial<Findings> = {};
	let session: Session | undefined;
	if (first.kind === 'token') {
		const renew = async () => {
			const again = await logIn(reader, settings);
			return again.kind === 'token' ? again.token : undefined;
		};
		session = new Session(first.token, renew, reader, signer);
		await signedPart({ session, settings, reader, signer, shipped, say }, more);
	}
	const { offset, unsteady, readings, answers } = reader.clock;
	const findings: Findings = {
		environment: settings.environment,
		calls: reader.calls,
		clock: { offset, unsteady, readings, answers },
		logIn: first,
		...more,
	};
	const tokens = [...(session?.tokens ?? []), ...(more.credential?.sessions ?? [])];
	return { findings, tokens };
}

interface Tools {
	session: Session;
	settings: Settings;
	reader: Reader;
	signer: Signer;
	shipped: typeof Shipped;
	say: (line: string) => void;
}

async function signedPart(tools: Tools, findings: Partial<Findings>): Promise<void> {
	const { session, settings, reader, signer, shipped, say } = tools;
	say('Asking whether the key is registered');
	findings.registration = await findRegistration(session);
	if (findings.registration.kind !== 'registered') return;
	const { profile } = findings.registration;
	say("Trying the credential's settings");
	findings.credential = await findCredentialSettings(reader, settings, shipped);
	say('Trying signatures, many of which are meant to be refused');
	findings.tried = await tryProfiles(session, profile);
	findings.refusals = await seeRefusals(session, reader, signer, profile);
	findings.verificationKey = await seeVerificationKey(session, shipped, profile);
	say('Reading the lists');
	findings.lists = await readLists(session, new Fit(), profile);
}
