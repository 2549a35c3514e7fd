import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/** What a look is at, where it is not at cards. */
export type Subject = 'payments' | 'accounts';

/** Whose memory it is; the node's id is the key that it is kept under. */
export interface Owner {
	workflowId: string;
	/** A hash of where the cards are. */
	api: string;
	subject?: Subject;
}

/** Fields of the credential that say where the cards are. */
const PLACE = { local: 'localBaseUrl', custom: 'baseUrl' } as const;

/** Who this node is now. */
export async function ownerNow(context: IExecuteFunctions, subject?: Subject): Promise<Owner> {
	const credential = await context.getCredentials('offBlocksApi');
	const environment = String(credential.environment);
	const field = Object.hasOwn(PLACE, environment)
		? PLACE[environment as keyof typeof PLACE]
		: undefined;
	const address = field === undefined ? '' : String(credential[field] ?? '');
	const place = `${environment} ${address.trim().replace(/\/$/, '').toLowerCase()}`;
	const api = createHash('sha256').update(place).digest('base64url').slice(0, 16);
	const owner = { workflowId: String(context.getWorkflow().id), api };
	return subject ? { ...owner, subject } : owner;
}

/** What tells one owner from another, in words; undefined where they are the same. */
export function otherOwner(then: Owner, now: Owner): string | undefined {
	if (then.workflowId !== now.workflowId) {
		return 'from the workflow that this one was copied from';
	}
	if (then.subject !== now.subject) return 'from another operation of this node';
	if (then.api !== now.api) return 'for another API address';
	return undefined;
}
