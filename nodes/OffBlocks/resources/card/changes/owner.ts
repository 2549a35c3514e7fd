import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/** Whose memory it is; the node's id is the key that it is kept under. */
export interface Owner {
	workflowId: string;
	/** A hash of where the cards are. */
	api: string;
}

/** Fields of the credential that say where the cards are. */
const PLACE = { local: 'localBaseUrl', custom: 'baseUrl' } as const;

/** Who this node is now. */
export async function ownerNow(context: IExecuteFunctions): Promise<Owner> {
	const credential = await context.getCredentials('offBlocksApi');
	const environment = String(credential.environment);
	const field = Object.hasOwn(PLACE, environment)
		? PLACE[environment as keyof typeof PLACE]
		: undefined;
	const address = field === undefined ? '' : String(credential[field] ?? '');
	const place = `${environment} ${address.trim().replace(/\/$/, '').toLowerCase()}`;
	const api = createHash('sha256').update(place).digest('base64url').slice(0, 16);
	return { workflowId: String(context.getWorkflow().id), api };
}

/** What tells one owner from another, in words; undefined where they are the same. */
export function otherOwner(then: Owner, now: Owner): string | undefined {
	if (then.workflowId !== now.workflowId) {
		return 'from the workflow that this one was copied from';
	}
	if (then.api !== now.api) return 'for cards at another API address';
	return undefined;
}
