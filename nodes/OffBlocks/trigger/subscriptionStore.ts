import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What the subscription is for. Each has a URL of its own in n8n, and neither may touch the other's. */
export type Purpose = 'production' | 'test';

/** What is known of one subscription, in the node's static data. */
export interface StoredSubscription {
	id: string;
	/** n8n's webhook URL, without a query. */
	url: string;
	tokenHash: string;
	/** Which node of which n8n made it. */
	owner: string;
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
	data[purpose] = { ...subscription, owner } as unknown as IDataObject;
}

export function forgetSubscription(context: IHookFunctions, purpose: Purpose): void {
	delete context.getWorkflowStaticData('node')[purpose];
}

function ownerOf(context: Context): string {
	return [context.getInstanceId(), context.getWorkflow().id, context.getNode().id].join('/');
}
