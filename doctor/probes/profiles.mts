// Which signatures are accepted: each differs in one thing from one that is.
import { isOk, shapeOf } from '../answer.mts';
import type { Session } from '../session.mts';
import { type Parameter, type Profile, VENDOR } from '../signer.mts';
import { SHORT } from './registration.mts';

export interface Tried {
	group: string;
	name: string;
	result: 'accepted' | 'refused' | 'unknown';
	/** Where it was not accepted. */
	shape?: string;
}

const VENDOR_PARAMETERS: readonly Parameter[] = VENDOR.parameters;
const without = (name: Parameter) => VENDOR_PARAMETERS.filter((one) => one !== name);

type Change = (profile: Profile) => Profile;
const parameters =
	(names: readonly Parameter[]): Change =>
	(profile) => ({
		...profile,
		parameters: names,
	});
const components =
	(change: (names: readonly string[]) => readonly string[]): Change =>
	(profile) => ({
		...profile,
		components: change(profile.components ?? VENDOR.components),
	});
const leaveOut = (name: string) => components((names) => names.filter((one) => one !== name));
const add = (...more: string[]) => components((names) => [...new Set([...names, ...more])]);
const change =
	(more: Profile): Change =>
	(profile) => ({ ...profile, ...more });

export const PROFILES: Record<string, Record<string, Change>> = {
	Components: {
		"the vendor's client": components(() => VENDOR.components),
		'@method left out': leaveOut('@method'),
		'@authority left out': leaveOut('@authority'),
		'@path left out': leaveOut('@path'),
		'none at all': components(() => []),
		'@query added': add('@query'),
		'authorization added': add('authorization'),
		'both added': add('@query', 'authorization'),
		'@target-uri': components(() => ['@method', '@target-uri']),
		'@request-target': components(() => ['@method', '@authority', '@request-target']),
	},
	Parameters: {
		"keyid alg created expires (the vendor's client)": parameters(VENDOR_PARAMETERS),
		'order created keyid alg expires': parameters(['created', 'keyid', 'alg', 'expires']),
		'without expires': parameters(without('expires')),
		'without alg': parameters(without('alg')),
		'without created': parameters(without('created')),
		'and nonce': parameters([...VENDOR_PARAMETERS, 'nonce']),
		'and tag': parameters([...VENDOR_PARAMETERS, 'tag']),
		'another label than sig': change({ label: 'doctor' }),
	},
	Times: {
		'created 3 s ahead of the server': change({ age: -3 }),
		'created 30 s ahead of the server': change({ age: -30 }),
		'created 10 min ago, valid for 5 min more': change({ age: 600, life: 900 }),
		'expires an hour after created': change({ life: 3600 }),
		'expired 5 s ago': change({ age: 305, life: 300 }),
	},
	// A GET has no body: whether a digest is asked for with one, and checked, cannot be told by reading.
	'Digest of a GET': {
		'sha-256 covered': change({ digest: 'sha-256' }),
		'sha-512 covered': change({ digest: 'sha-512' }),
		'a wrong one covered': change({ digest: 'wrong' }),
	},
};

/** @param accepted the profile that the others differ from */
export async function tryProfiles(session: Session, accepted: Profile): Promise<Tried[]> {
	const tried = new Map<string, Tried>();
	for (const [group, profiles] of Object.entries(PROFILES)) {
		for (const [what, changed] of Object.entries(profiles)) {
			const profile = changed(accepted);
			const name = group === 'Components' ? componentsOf(profile) : what;
			if (!tried.has(name)) tried.set(name, { group, name, ...(await judge(session, profile)) });
		}
	}
	return [...tried.values()];
}

const componentsOf = ({ components: names = VENDOR.components }: Profile) =>
	names.join(' ') || '(none at all)';

async function judge(session: Session, profile: Profile): Promise<Pick<Tried, 'result' | 'shape'>> {
	const answer = await session.get(SHORT, profile);
	if (isOk(answer)) return { result: 'accepted' };
	const result = [400, 401, 403].includes(answer.status) ? 'refused' : 'unknown';
	return { result, shape: shapeOf(answer) };
}
