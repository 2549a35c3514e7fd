import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What the subscription is for. Each has a URL of its own in n8n, and neither may touch the other's. */
export type Purpose = 'production' | 'test';

/** What is known of one subscription, in the node's static data. */
export interface StoredSubscription {
	id: string;
	/** n8n's webhook URL, without a query. */
	url: string;
	tokenHash: string;
	/** The key that OffBlocks signs deliveries with; none where it could not be had. */
	key?: StoredKey;
	/** Which node of which n8n made it. */
	owner: string;
}

/** A key of `GET /webhooks/verification-key`. */
export interface StoredKey {
	keyId: string;
	/** PEM. */
	key: string;
}

type Context = IHookFunctions | IWebhookFunctions;

/**
 * The stored subscription, if this very node made it. Static data travels with an exported workflow; a
 * copy of the workflow must not take the original's subscription away from it.
 */
export function readSubscription(
	context: Context,
	purpose: Purpose,
): StoredSubscription | undefined {
	const stored = context.getWorkflowStaticData('node')[purpose] as
		| Partial<StoredSubscription>
		| undefined;
	const complete =
		typeof stored?.id === 'string' &&
		typeof stored.url === 'string' &&
		typeof stored.tokenHash === 'string' &&
		stored.owner === ownerOf(context);
	return complete ? (stored as StoredSubscription) : undefined;
}

/** Only for the life-cycle methods: what `webhook()` writes gets lost, or overwrites what they saved. */
export function writeSubscription(
	context: IHookFunctions,
	purpose: Purpose,
	subscription: Omit<StoredSubscription, 'owner'>,
): void {
	const owner = ownerOf(context);
	const data = context.getWorkflowStaticData('node');
	data[purpose] = withoutUndefined({ ...subscription, owner });
}

/** Adds the key of OffBlocks to the stored subscription, or takes it away. */
export function writeKey(context: IHookFunctions, purpose: Purpose, key?: StoredKey): void {
	const stored = readSubscription(context, purpose);
	const same = stored?.key?.keyId === key?.keyId && stored?.key?.key === key?.key;
	if (stored && !same) writeSubscription(context, purpose, { ...stored, key });
}

function withoutUndefined(fields: object): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

export function forgetSubscription(context: IHookFunctions, purpose: Purpose): void {
	delete context.getWorkflowStaticData('node')[purpose];
}

function ownerOf(context: Context): string {
	return [context.getInstanceId(), context.getWorkflow().id, context.getNode().id].join('/');
}
