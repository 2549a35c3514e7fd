import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** One trigger node of this n8n, production and test apart, with one credential. */
export function nodeKey(context: IHookFunctions | IWebhookFunctions): string {
	const { id, credentials } = context.getNode();
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return [context.getWorkflow().id, id, credentials?.offBlocksApi?.id, mode].join('/');
}
