// GET /webhooks/verification-key: in which form the key is that deliveries are signed with, and whether the trigger can
// use it.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { fieldNames, isOk, shapeOf } from '../answer.mts';
import type { Answer } from '../http.mts';
import type { Session } from '../session.mts';
import type * as Shipped from '../shipped.mts';
import type { Profile } from '../signer.mts';

export interface VerificationKey {
	/** Where there was none. */
	shape?: string;
	fields?: string[];
	/** e.g. `base64 of a PEM`, `unreadable`. */
	form?: string;
	/** e.g. `ec secp384r1`. */
	kind?: string;
	keyIdIsUuid?: boolean;
	/** Whether the trigger takes it as it is given. */
	usable?: boolean;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const PEM = /-----BEGIN [A-Z ]*PUBLIC KEY-----/;

export async function seeVerificationKey(
	session: Session,
	shipped: typeof Shipped,
	accepted: Profile,
): Promise<VerificationKey> {
	const answer = await session.get('/webhooks/verification-key', accepted);
	return isOk(answer) ? readVerificationKey(answer, shipped) : { shape: shapeOf(answer) };
}

export function readVerificationKey(
	{ json }: Pick<Answer, 'json'>,
	shipped: Pick<typeof Shipped, 'parseVerificationKey'>,
): VerificationKey {
	if (json === null || typeof json !== 'object') return { fields: [], form: 'unreadable' };
	const { key, keyId } = json as Record<string, unknown>;
	const fields = fieldNames(json);
	const keyIdIsUuid = UUID.test(String(keyId));
	if (typeof key !== 'string') return { fields, form: 'no field "key" of text', keyIdIsUuid };
	const { form, object } = read(key);
	const details = object?.asymmetricKeyDetails;
	const kind = object && [object.asymmetricKeyType, details?.namedCurve].filter(Boolean).join(' ');
	return { fields, form, kind, keyIdIsUuid, usable: takes(key, shipped) };
}

function read(text: string): { form: string; object?: KeyObject } {
	if (PEM.test(text)) return { form: 'a PEM', object: load(text) };
	const bytes = Buffer.from(text, 'base64');
	if (PEM.test(bytes.toString())) {
		return { form: 'base64 of a PEM', object: load(bytes.toString()) };
	}
	const object = load({ key: bytes, format: 'der', type: 'spki' });
	return object ? { form: 'base64 of DER (SPKI)', object } : { form: 'unreadable' };
}

function load(key: Parameters<typeof createPublicKey>[0]): KeyObject | undefined {
	try {
		return createPublicKey(key);
	} catch {
		return undefined;
	}
}

/** Whether the trigger can use the key as it is given. */
function takes(
	key: string,
	{ parseVerificationKey }: Pick<typeof Shipped, 'parseVerificationKey'>,
): boolean {
	try {
		parseVerificationKey(key);
		return true;
	} catch {
		return false;
	}
}
