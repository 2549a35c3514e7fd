// Whether the key is registered: the first signature that is accepted proves it. Where none is, what the same request is
// answered with under an id that nobody registered says what is wrong, if anything can.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { isOk, saysTheSame, shapeOf } from '../answer.mts';
import type { Session } from '../session.mts';
import { type Profile, VENDOR } from '../signer.mts';

/** The shortest answer among the signed calls, which the credential's own test asks for, too. */
export const SHORT = '/webhooks';

/** From what the vendor's client sends to what covers everything, then further back in time. */
const ATTEMPTS: Array<{ name: string; profile: Profile }> = [
	{ name: "the vendor's client", profile: {} },
	{
		name: 'the same without expires',
		profile: { parameters: ['keyid', 'alg', 'created'] },
	},
	{
		name: 'the same and authorization',
		profile: { components: [...VENDOR.components, 'authorization'] },
	},
	{
		name: 'the same, @query and authorization',
		profile: { components: [...VENDOR.components, '@query', 'authorization'] },
	},
	{ name: 'created a minute ago', profile: { age: 60, life: 360 } },
	{ name: 'created eleven minutes ago', profile: { age: 660, life: 1260 } },
];

export type Registration =
	| { kind: 'registered'; name: string; profile: Profile }
	/** Refused in the words for an id that nobody registered. */
	| { kind: 'unknownId'; shape: string }
	/** Refused in other words than those. */
	| { kind: 'foreignKey'; shape: string }
	/** The API has the same words for everything that it refuses. */
	| { kind: 'refused'; shape: string }
	/** Neither accepted nor refused, e.g. 404: not the API, or not this version of it. */
	| { kind: 'other'; shape: string };

const isRefusal = (status: number) => [400, 401, 403].includes(status);

export async function findRegistration(session: Session): Promise<Registration> {
	let first;
	for (const { name, profile } of ATTEMPTS) {
		const answer = await session.get(SHORT, profile);
		if (isOk(answer)) return { kind: 'registered', name, profile };
		if (!isRefusal(answer.status)) return { kind: 'other', shape: shapeOf(answer) };
		first ??= answer;
	}
	const shape = shapeOf(first!);
	const unknownId = await session.get(SHORT, { keyId: randomUUID() });
	// An API that says one thing to whatever is refused does not say what is wrong with this key either.
	if (saysTheSame(await session.getUnsigned(SHORT), unknownId)) return { kind: 'refused', shape };
	return { kind: saysTheSame(first!, unknownId) ? 'unknownId' : 'foreignKey', shape };
}

/** A key that nobody has registered. */
export const foreign = () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
